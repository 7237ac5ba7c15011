// The search for parties by names, former names, short names and ids, without accents and case. Words match in any order and as
// parts of words. Parties with similar names follow after these.

const MOST_FOUND = 8;

function folded(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

let found = null; // the folded names of each party

function called() {
  found ??= Object.entries(data.parties).map(([id, party]) => {
    const names = [party.name, ...party.called, id].filter(Boolean).map(folded);
    return { id, name: party.name, names, words: [...new Set(names.join(" ").split(" "))], whole: names.map((name) => name.replaceAll(" ", "")) };
  });
  return found;
}

// Rank a party, 0 best: its name begins with the words, contains them in order, contains each of them, or contains them run together.
function rank(party, wanted, words) {
  if (party.names.some((name) => name.startsWith(wanted))) return 0;
  if (party.names.some((name) => ` ${name}`.includes(` ${wanted}`))) return 1;
  if (party.names.some((name) => name.includes(wanted))) return 2;
  if (words.every((word) => party.words.some((own) => own.startsWith(word)))) return 3;
  if (words.every((word) => party.words.some((own) => own.includes(word)))) return 4;
  return party.whole.some((name) => name.includes(words.join(""))) ? 5 : Infinity;
}

// Return the total of wrong letters, each word compared with the beginning of the party's most similar word. Infinity if too many.
function slips(party, words) {
  return words.reduce((sum, word) => {
    const most = word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
    const least = Math.min(...party.words.flatMap((own) => [0, 1, 2].map((more) => distance(word, own.slice(0, word.length + more)))));
    return sum + (least <= most ? least : Infinity);
  }, 0);
}

// Return the number of letters added, omitted, changed or swapped between two words.
function distance(one, other) {
  let before = [], row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}

function search(text) {
  const wanted = folded(text), words = wanted.split(" ");
  if (!wanted) return [];
  const found = new Set();
  for (const place of [(party) => rank(party, wanted, words), (party) => slips(party, words)]) {
    const hits = called().map((party) => [place(party), party.name, party.id]).filter(([at]) => at < Infinity);
    hits.sort((one, other) => one[0] - other[0] || one[1].localeCompare(other[1], "sv") || (one[2] < other[2] ? -1 : 1));
    hits.forEach(([, , id]) => found.add(id));
    if (found.size >= MOST_FOUND) break;
  }
  return [...found].slice(0, MOST_FOUND);
}
