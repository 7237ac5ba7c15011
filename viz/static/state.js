"use strict";
// The state of the map, and the address that says it: after ? on the server, after # in a file. See viz/state.py.

const PARAMETERS = { sel: "selected", dir: "direction", hops: "hops", areas: "areas", levels: "levels",
  types: "types", kinds: "kinds", standing: "standing", stack: "stack", view: "view" };
const START = { selected: null, direction: "both", hops: 1, areas: null, levels: null, types: null, kinds: null,
  standing: null, stack: null, view: null };
const LISTS = ["areas", "levels", "types", "kinds"];

// Records by id, from the rows of numbers that viz/packing.py makes.
function unpack({ fields, values, rows }) {
  return Object.fromEntries(Object.entries(rows).map(([id, row]) => [id, Object.fromEntries(fields.map((field, place) => [field, values[row[place]]]))]));
}

function isFile() {
  return location.protocol === "file:";
}

function readState() {
  const query = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search);
  const state = { ...START };
  for (const [parameter, name] of Object.entries(PARAMETERS)) {
    if (!query.has(parameter)) continue;
    const said = query.get(parameter);
    state[name] = LISTS.includes(name) ? said.split(",").filter(Boolean) : name === "hops" ? Number(said) || 1 : said || null;
  }
  if (Object.hasOwn(data.now, state.selected)) state.selected = data.now[state.selected];
  return state;
}

function writeState(state, how) {
  const query = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search);
  for (const [parameter, name] of Object.entries(PARAMETERS)) {
    const value = state[name];
    if (value === START[name]) query.delete(parameter);
    else query.set(parameter, Array.isArray(value) ? value.join(",") : String(value));
  }
  if (!stage.moved) query.delete("at");
  const said = addressOf(query), now = (isFile() ? location.hash : location.search) || location.pathname;
  if (said !== now) history[how](null, "", said);
}

function addressOf(query) {
  const said = query.toString();
  return said ? `${isFile() ? "#" : "?"}${said}` : location.pathname;
}

// Where the map is moved to (x, y and scale), without a step of its own.
function readPlace() {
  const said = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search).get("at");
  const at = said ? said.split(",").map(Number) : [];
  return at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? at : null;
}

function writePlace() {
  const query = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search), at = place();
  if (at) query.set("at", at.join(","));
  else query.delete("at");
  history.replaceState(null, "", addressOf(query));
}
