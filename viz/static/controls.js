// Filters, search and buttons above the map, and the keys over it.

function folded(words) {
  return words.toLocaleLowerCase("sv").normalize("NFC").replace(/\s+/g, " ").trim();
}

function readFilters() {
  const form = document.getElementById("controls");
  const change_ = {};
  for (const name of LISTS) {
    const boxes = [...form.querySelectorAll(`input[name="${name}"]`)];
    const on = boxes.filter((box) => box.checked).map((box) => box.value);
    change_[name] = on.length === boxes.length ? null : on;
  }
  change_.standing = form.querySelector('input[name="standing"]').checked ? "existing" : null;
  change_.direction = form.querySelector("#follow").value;
  change_.hops = Number(form.querySelector("#hops").value);
  return change_;
}

function showFilters(state) {
  const form = document.getElementById("controls");
  for (const name of LISTS) {
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = !state[name] || state[name].includes(box.value);
  }
  form.querySelector('input[name="standing"]').checked = state.standing === "existing";
  form.querySelector("#follow").value = state.direction;
  form.querySelector("#hops").value = String(Math.min(state.hops, 6));
  document.getElementById("as-table").setAttribute("aria-pressed", String(state.view === "table"));
}

const MOST_FOUND = 8;

function search(words) {
  const wanted = folded(words);
  if (!wanted) return [];
  const rank = (party) => Math.min(...party.called.filter(Boolean).map((name) => {
    const at = folded(name).indexOf(wanted);
    return at < 0 ? Infinity : at === 0 ? 0 : 1;
  }));
  return Object.entries(data.parties).map(([id, party]) => [rank(party), party.name, id])
    .filter(([place]) => place < Infinity)
    .sort((one, other) => one[0] - other[0] || one[1].localeCompare(other[1], "sv"))
    .slice(0, MOST_FOUND).map(([, , id]) => id);
}

function makeSearch() {
  const input = document.getElementById("search"), list = document.getElementById("found"), none = document.getElementById("not-found");
  let at = -1;
  const options = () => [...list.children];
  const close = () => { list.hidden = true; none.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const choose = (id) => { close(); input.value = ""; goTo(id); };
  const mark = (place) => {
    at = place;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", options()[at].id);
  };
  input.addEventListener("input", () => {
    const found = search(input.value);
    list.replaceChildren();
    found.forEach((id, place) => {
      const option = element("li", data.parties[id].name, list);
      option.id = `found-${place}`;
      option.setAttribute("role", "option");
      option.dataset.party = id;
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(id); });
    });
    list.hidden = !found.length;
    none.hidden = found.length > 0 || !input.value.trim();
    none.textContent = data.words.not_found;
    input.setAttribute("aria-expanded", String(found.length > 0));
    at = -1;
    if (input.value.trim()) say(found.length ? fill(data.words.found, { n: found.length }) : data.words.not_found);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && count) { event.preventDefault(); mark((at + 1) % count); }
    else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark((at + count - 1) % count); }
    else if (event.key === "Enter") { event.preventDefault(); if (count) choose(options()[Math.max(at, 0)].dataset.party); }
    else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", close);
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const walk = { from: null, place: -1 };

function stepAlongFlows(id, direction) {
  const lines = linesAt(stage.look, id);
  if (!lines.length) { say(data.words.no_flows); return; }
  if (walk.from !== id) Object.assign(walk, { from: id, place: direction > 0 ? -1 : lines.length });
  walk.place = (walk.place + direction + lines.length) % lines.length;
  const line = lines[walk.place];
  const flow = data.flows[stage.look.lines.get(line.id).flows[0]];
  const name = (end) => stage.look.scene.boxes.find((box) => box.id === end).name;
  say(fill(data.words.flow, { i: walk.place + 1, n: lines.length, kind: data.words[`kind_${line.kind}`], source: name(line.source),
    target: name(line.target), carries: flow.carries ? `${flow.carries}.` : "" }));
}

function goAlongFlow(id) {
  const line = linesAt(stage.look, id)[walk.place];
  Object.assign(walk, { from: null, place: -1 });
  focusBox(line.source === id ? line.target : line.source);
}

function keyOverMap(event) {
  const id = event.target.dataset.box;
  if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) {
    const next = neighbourOf(id, ...ARROWS[event.key]);
    if (next) focusBox(next);
  } else if (event.key === "[" || event.key === "]") stepAlongFlows(id, event.key === "]" ? 1 : -1);
  else if (event.key === "Enter" && walk.from === id && walk.place >= 0) goAlongFlow(id);
  else return;
  event.preventDefault();
}

function makeControls() {
  const form = document.getElementById("controls");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => { if (event.target.id !== "search") change(readFilters()); });
  const click = (id, act) => document.getElementById(id).addEventListener("click", act);
  click("reset", () => { change({ ...START, view: state.view }); fitMap(); });
  click("as-table", () => change({ view: state.view === "table" ? null : "table" }));
  click("save", savePicture);
  click("zoom-in", () => zoom(1.25));
  click("zoom-out", () => zoom(0.8));
  click("zoom-fit", fitMap);
  const boxes = document.getElementById("boxes");
  boxes.addEventListener("click", (event) => { if (event.target.dataset.box) choose(event.target.dataset.box); });
  boxes.addEventListener("keydown", keyOverMap);
  boxes.addEventListener("focusin", (event) => {
    stage.current = event.target.dataset.box;
    if (event.target.matches(":focus-visible")) bringIntoView(stage.current);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target.id !== "search") stepBack(); });
  makeSearch();
}
