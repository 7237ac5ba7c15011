"use strict";
// The state of the map in the address of the page: after ? on the server, after # in a file. See viz/web/state.py.

const PARAMETERS = { sel: "selected", dir: "direction", hops: "hops", areas: "areas", levels: "levels",
  types: "types", kinds: "kinds", standing: "standing", stack: "stack", view: "view" };
const START = { selected: null, direction: "both", hops: 1, areas: null, levels: null, types: null, kinds: null,
  standing: null, stack: null, view: null };
const WORDS = { direction: ["both", "up", "down"], standing: ["existing"], view: ["table"] };
const LISTS = ["areas", "levels", "types", "kinds"];

// Return the records by id that viz/web/templating.py has packed.
function unpack({ fields, values, rows }) {
  return Object.fromEntries(Object.entries(rows).map(([id, row]) => [id, Object.fromEntries(fields.map((field, place) => [field, values[row[place]]]))]));
}

function isFile() {
  return location.protocol === "file:";
}

// Return the state in the address, and the parameters that the map does not know (as kinds=…), which are ignored.
function readState() {
  const query = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search);
  const state = { ...START }, unknown = unknownLanguage(query);
  for (const [parameter, name] of Object.entries(PARAMETERS)) {
    if (!query.has(parameter)) continue;
    const text = query.get(parameter), values = (LISTS.includes(name) ? text.split(",") : [text]).filter(Boolean);
    const known = values.filter((value) => isKnown(name, value));
    unknown.push(...values.filter((value) => !known.includes(value)).map((value) => `${parameter}=${value}`));
    if (LISTS.includes(name)) state[name] = known.length || !values.length ? known : null;
    else if (known.length) state[name] = name === "hops" ? Number(text) || 1 : text;
  }
  if (Object.hasOwn(data.now, state.selected)) state.selected = data.now[state.selected];
  return { state, unknown };
}

// Return whether the map knows a value: a fixed word, one that the filters offer, or one that a party has.
function isKnown(name, value) {
  if (name === "hops") return /^\d+$/.test(value);
  if (Object.hasOwn(WORDS, name)) return WORDS[name].includes(value);
  if (!LISTS.includes(name)) return true;
  const has = { areas: (party) => [...party.areas, ...party.near], levels: (party) => [party.level], types: (party) => [party.type] }[name];
  return [...document.querySelectorAll(`input[name="${name}"]`)].some((box) => box.value === value)
    || Boolean(has) && Object.values(data.parties).some((party) => has(party).includes(value));
}

function languageLinks() {
  return [...document.querySelectorAll(".languages a, .language a")];
}

function unknownLanguage(query) {
  const language = query.get("lang"), links = languageLinks();
  return language && links.length && ![document.documentElement, ...links].some((one) => (one.hreflang || one.lang) === language) ? [`lang=${language}`] : [];
}

// Let the links to other languages keep the state.
function keepInLinks(query) {
  for (const link of languageLinks()) {
    const there = new URLSearchParams(query);
    there.set("lang", link.hreflang);
    link.href = `?${there}`;
  }
}

function writeState(state, how) {
  const query = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search);
  for (const [parameter, name] of Object.entries(PARAMETERS)) {
    const value = state[name];
    if (value === START[name]) query.delete(parameter);
    else query.set(parameter, Array.isArray(value) ? value.join(",") : String(value));
  }
  if (!stage.moved) query.delete("at");
  keepInLinks(query);
  const address = addressOf(query), now = (isFile() ? location.hash : location.search) || location.pathname;
  if (address !== now) history[how](null, "", address);
}

function addressOf(query) {
  const text = query.toString();
  return text ? `${isFile() ? "#" : "?"}${text}` : location.pathname;
}

// Return the place in the address that the map was moved to: x, y and scale. It is no step for Back.
function readPlace() {
  const text = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search).get("at");
  const at = text ? text.split(",").map(Number) : [];
  return at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? at : null;
}

function writePlace() {
  const query = new URLSearchParams(isFile() ? location.hash.slice(1) : location.search), at = place();
  if (at) query.set("at", at.join(","));
  else query.delete("at");
  keepInLinks(query);
  history.replaceState(null, "", addressOf(query));
}
