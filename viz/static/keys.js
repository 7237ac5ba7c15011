// The keys of the map: arrows move to the next box, others step along flows and zoom.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ALONG = { "]": 1, "[": -1, n: 1, p: -1, N: 1, P: -1 }; // brackets need AltGr or Option on many keyboards
const ZOOMS = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fitMap };
const walk = { from: null, place: -1, line: null }; // the line that the user has stepped to, from the box `from`

function stepAlongFlows(id, direction) {
  const lines = linesAt(stage.look, id);
  if (!lines.length) { say(data.words.no_flows); return; }
  if (walk.from !== id) Object.assign(walk, { from: id, place: direction > 0 ? -1 : lines.length });
  walk.place = (walk.place + direction + lines.length) % lines.length;
  const line = lines[walk.place];
  walk.line = line.id;
  const { flows, kind } = stage.look.lines.get(line.id), carries = carriedBy(data, flows);
  const single = lines.every((one) => stage.look.lines.get(one.id).flows.length === 1); // then each line is one flow
  const name = (end) => stage.look.scene.boxes.find((box) => box.id === end).name;
  const words = fill(data.words[single ? "flow" : flows.length === 1 ? "line_1" : "line"], { i: walk.place + 1, n: lines.length, flows: flows.length,
    kind: data.words[kind === "several" ? "of_several" : `kind_${kind}`], source: name(line.source), target: name(line.target),
    carries: carries ? `${carries}.` : "" });
  say(words);
  showWalk(words);
}

function goAlongFlow(id) {
  const line = linesAt(stage.look, id)[walk.place];
  endWalk();
  focusBox(line.source === id ? line.target : line.source);
}

function endWalk() {
  if (walk.line === null) return;
  Object.assign(walk, { from: null, place: -1, line: null });
  showWalk("");
}

// Highlight the line on the map, and show the words that a screen reader says.
function showWalk(words) {
  const place = document.getElementById("walked");
  place.hidden = !words;
  place.textContent = words;
  stage.network.redraw();
}

// Many keyboards make brackets with AltGr or Option, so brackets count whatever modifier is held down.
function keyOverMap(event) {
  const id = event.target.dataset.box, bracket = event.key === "[" || event.key === "]";
  if (!id || event.metaKey || (!bracket && (event.ctrlKey || event.altKey)) || (bracket && event.ctrlKey && !event.altKey)) return;
  if (Object.hasOwn(ARROWS, event.key)) {
    const next = neighbourOf(id, ...ARROWS[event.key]);
    if (next) focusBox(next);
  } else if (Object.hasOwn(ALONG, event.key)) stepAlongFlows(id, ALONG[event.key]);
  else if (Object.hasOwn(ZOOMS, event.key)) ZOOMS[event.key]();
  else if (event.key === "Enter" && walk.from === id && walk.place >= 0) goAlongFlow(id);
  else return;
  event.preventDefault();
}
