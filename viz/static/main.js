// The page: one state, which map, panel, table and address all show.

const data = JSON.parse(document.getElementById("data").textContent);
for (const name of ["parties", "details", "flows"]) data[name] = unpack(data[name]);
let elsewhere = null; // the party that the address asks for and a day on which it is there
let state = null, missing = []; // missing: sentences on things in the address that do not exist

function say(words) {
  document.getElementById("said").textContent = words;
}

function change(some) {
  state = { ...state, ...some };
  missing = [];
  return showWhenThere("pushState");
}

// Read the state from the address. The selected party is brought into sight, as after a search.
function readAddress() {
  const { state: address, unknown } = readState();
  const known = (id) => Object.hasOwn(data.parties, id) || isStack(id);
  const unknownId = [address.selected, address.stack].find((id) => id && !known(id));
  missing = unknownId ? [absence(unknownId) || fill(data.words.missing, { on: data.on, id: unknownId })] : [];
  elsewhere = unknownId && Object.hasOwn(data.elsewhen, unknownId) ? { id: unknownId, on: data.elsewhen[unknownId][2] } : null;
  if (unknown.length) missing.push(fill(data.words.unknown, { said: unknown.join(", ") }));
  state = { ...address, selected: address.selected && known(address.selected) ? address.selected : null,
    stack: isStack(address.stack) && canFetch() ? address.stack : null };
  if (state.selected) state.stack = stackFor(state.selected);
  else if (isStack(address.stack) && !canFetch()) state.selected = address.stack.split("~")[0]; // its panel lists its members
}

function showMissing() {
  const place = document.getElementById("missing");
  place.hidden = !missing.length;
  place.textContent = missing.join(" ");
  if (!missing.length || !elsewhere || !canFetch()) return; // a file is of one day
  const query = new URLSearchParams(location.search), link = element("a", fill(data.words.show_day, { day: elsewhere.on }));
  query.set("on", elsewhere.on);
  query.set("sel", elsewhere.id);
  link.href = `?${query}`;
  place.append(" ", link);
}

// What to say of a party that is there on another day.
function absence(id) {
  if (!Object.hasOwn(data.elsewhen, id)) return null;
  const [name, day, , ended] = data.elsewhen[id];
  return fill(ended ? data.words.ended : data.words.begins, { name, day });
}

// Show the state. `how` names the change of the address: "pushState" adds a step for Back, "replaceState" none.
function show(how = "replaceState") {
  const look = lookOf(data, state);
  endWalk();
  writeState(state, how);
  showFilters(state);
  showMissing();
  showTable(look);
  document.getElementById("unfiltered").hidden = ["parties", "flows"].every((some) => look.shown[some].size === Object.keys(data[some]).length);
  document.getElementById("legend-several").hidden = ![...look.lines.values()].some((line) => line.shown && line.kind === "several");
  document.getElementById("notes").textContent = look.scene.notes.join(" ");
  const turned = document.body.classList.contains("as-table") && state.view !== "table";
  document.body.classList.toggle("as-table", state.view === "table");
  document.getElementById("close-stack").hidden = !state.stack;
  showPanel(look, state);
  showScene(look);
  if (turned) fitInSight();
  else if (look.chosen && !look.hidden) bringIntoView(look.chosen.id);
  const empty = document.getElementById("empty");
  empty.hidden = look.shown.parties.size > 0;
  empty.textContent = data.words.empty;
  say(summary(look));
}

function summary(look) {
  if (missing.length) return document.getElementById("missing").textContent;
  if (!look.chosen) return fill(data.words.filtered, { parties: look.shown.parties.size, flows: look.shown.flows.size });
  const members = new Set(look.chosen.members.includes(state.selected) ? [state.selected] : look.chosen.members);
  const name = partyName(state.selected) || look.chosen.name;
  if (look.hidden) return fill(data.words.hidden, { name });
  const flows = [...look.shown.flows].map((id) => data.flows[id]);
  const reached = new Set([...look.up.reached.keys(), ...look.down.reached.keys()].filter((id) => !members.has(id)));
  return fill(data.words.selected, { name, taken: flows.filter((flow) => members.has(flow.target) && !members.has(flow.source)).length,
    given: flows.filter((flow) => members.has(flow.source) && !members.has(flow.target)).length, reached: reached.size });
}

function partyName(id) {
  return Object.hasOwn(data.parties, id) ? data.parties[id].name : null;
}

function showTable(look) {
  const n = look.shown.parties.size, all = Object.keys(data.parties).length;
  document.getElementById("table-heading").textContent = fill(n === all ? data.words.table_all : data.words.table_some, { n, all });
  for (const row of document.querySelectorAll("tr[data-party]")) row.hidden = !look.shown.parties.has(row.dataset.party);
  for (const item of document.querySelectorAll("li[data-flow]")) item.hidden = !look.shown.flows.has(item.dataset.flow);
  for (const cell of document.querySelectorAll("td.flows")) {
    const empty = !cell.querySelector("li:not([hidden])"), none = cell.querySelector(".none");
    if (none) none.hidden = !empty;
    else if (empty) element("span", "–", cell).className = "none";
  }
}

// Choose a box, or open a stack that is chosen already.
function choose(id) {
  const box = stage.look.scene.boxes.find((placed) => placed.id === id);
  if (stage.look.chosen === box && box.shape === "stack" && canFetch()) openStack(box);
  else { sheet.cameFrom = null; change({ selected: id }); }
}

async function openStack(box) {
  await change({ stack: box.id, selected: null });
  if (state.stack !== box.id) return;
  fitReadable();
  focusBox(box.members.find((id) => stage.buttons.has(id)) || stage.current);
  say(fill(data.words.opened, { name: box.name, n: box.members.length }));
}

// Return the stack that must be open to show a party: the open one, its own, or none.
function stackFor(id) {
  const inSight = Object.hasOwn(data.scenes, state.stack || "") && sceneOf(data, state).boxes.some((box) => box.id === id);
  if (inSight || !canFetch()) return state.stack;
  const closed = data.scenes[""].boxes.find((box) => box.shape === "stack" && box.members.includes(id));
  const page = closed ? Math.floor(closed.members.indexOf(id) / data.page) : 0;
  return closed ? (page ? `${closed.id}~${page}` : closed.id) : null;
}

// Go to a party, and open its stack if it is in one. Focus moves to the text about it.
async function goTo(id) {
  await change({ selected: id, stack: stackFor(id) });
  if (state.selected !== id) return;
  const box = boxOf(stage.look.scene, id).id;
  if (isSheet()) focusSheet(box);
  else focusBox(box);
}

// The selected member gives way to its stack.
async function closeStack() {
  const stack = state.stack.split("~")[0], within = Boolean(stage.look.chosen && stage.look.chosen.stack);
  await change({ stack: null, selected: within ? stack : state.selected });
  if (!state.selected) fitReadable();
  focusBox(stack);
  if (!within) say(data.words.closed);
}

// Esc closes the panel first, then the open stack, and then resets the filters.
function stepBack() {
  if (state.selected) closePanel();
  else if (state.stack) { change({ stack: null }); fitReadable(); say(data.words.closed); }
  else { change({ ...START, view: state.view }); say(data.words.reset); }
}

// Add to a scene what follows from other data: the colour of each box, and the flows of each line.
function complete(scene) {
  const colours = new Map(scene.panels.map((panel) => [panel.id, panel.colour]));
  const at = new Map();
  for (const box of scene.boxes) {
    box.colour = colours.get(box.area);
    for (const id of box.members) at.set(id, box.id);
  }
  const lines = new Map(scene.paths.map((path) => [path.id, path]));
  for (const path of scene.paths) Object.assign(path, { flows: [], way: new Path2D(path.d) });
  const boxes = new Map(scene.boxes.map((box) => [box.id, Object.assign(box, { within: [] })]));
  for (const [id, flow] of Object.entries(data.flows)) {
    const source = at.get(flow.source), target = at.get(flow.target), line = lines.get(`${source}>${target}>${flow.kind}`);
    const several = lines.get(`${source}>${target}>several`);
    if (line || several) (line || several).flows.push(id);
    else if (source && source === target) boxes.get(source).within.push(id);
  }
}

async function start() {
  document.documentElement.classList.add("ready");
  Object.values(data.scenes).forEach(complete);
  if (!document.getElementById("map")) { document.body.dataset.drawn = "yes"; return; } // an empty landscape
  readAddress();
  stage.look = lookOf(data, state);
  makeStage();
  makeControls();
  await showWhenThere("replaceState");
  fitInSight();
  for (const media of ["(forced-colors: active)", "(prefers-contrast: more)", "(prefers-color-scheme: dark)"]) {
    matchMedia(media).addEventListener("change", () => stage.network.redraw());
  }
  stage.network.on("resize", () => requestAnimationFrame(fitInSight)); // of the window, or of the parts above and below the map
  addEventListener("popstate", async () => { readAddress(); await showWhenThere("replaceState"); fitInSight(); });
  document.fonts.ready.then(() => { stage.network.redraw(); document.body.dataset.drawn = "yes"; });
}

start();
