// The panel: all details of the selected party, or the members of the selected stack.

function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
}

// Return the message for a number of things; it has a form of its own for one.
function fillNumber(name, n, values = {}) {
  return fill(data.words[n === 1 ? `${name}_1` : name], { n, ...values });
}

function element(tag, text, parent, language) {
  const made = document.createElement(tag);
  if (language) made.lang = language;
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function partyButton(id, words, parent) {
  const button = element("button", words, parent, data.parties[id].language);
  button.type = "button";
  button.className = "go";
  button.addEventListener("click", () => goTo(id));
  return button;
}

function section(panel, heading, items, make) {
  if (!items.length) return;
  element("h3", heading, panel);
  const list = element("ul", undefined, panel);
  for (const item of items) make(item, element("li", undefined, list));
}

// Tell a flow's kind, what it carries, by which channel and its marks.
function flowWords(flow, parent) {
  parent.append(data.words[`kind_${flow.kind}`]);
  if (flow.carries) { parent.append(": "); element("span", flow.carries, parent, flow.carries_in); }
  if (flow.channel) parent.append(`, ${fill(data.words.via, { channel: flow.channel })}`);
  if (flow.marks.length) { parent.append(" ("); tellMarks(flow.marks.join(", "), flow.reason, parent); parent.append(")"); }
}

// Tell marks; the reason among them is free text of the landscape, in its own language.
function tellMarks(words, reason, parent) {
  const at = reason ? words.indexOf(reason) : -1;
  if (at < 0) { parent.append(words); return; }
  parent.append(words.slice(0, at));
  element("span", reason, parent, data.free_text);
  parent.append(words.slice(at + reason.length));
}

// List the flows that a party receives (end "target") or gives ("source") and that the filters leave, and count the hidden ones.
function flowSection(panel, look, heading, id, end) {
  const all = Object.keys(data.flows).filter((flow) => data.flows[flow][end] === id);
  const ids = all.filter((flow) => look.shown.flows.has(flow));
  element("h3", fill(heading, { n: ids.length }), panel);
  if (ids.length) flowList(panel, ids, end === "source" ? "target" : "source");
  if (ids.length < all.length) element("p", fill(data.words.filtered_out, { n: all.length - ids.length }), panel).className = "filtered-out";
  else if (!all.length) element("p", data.words.nothing, panel);
}

function flowList(panel, ids, end) {
  const list = element("ul", undefined, panel);
  for (const other of [...new Set(ids.map((id) => data.flows[id][end]))]) {
    const item = element("li", undefined, list);
    partyButton(other, data.parties[other].name, item);
    const flows = element("ul", undefined, item);
    for (const id of ids.filter((flow) => data.flows[flow][end] === other)) flowWords(data.flows[id], element("li", undefined, flows));
  }
}

// Return whether the panel is a sheet over the lower part of the window, as on a narrow screen.
function isSheet() {
  return getComputedStyle(document.getElementById("panel")).position === "fixed";
}

const sheet = { cameFrom: null };

// Move the focus to the sheet. Closing it moves the focus back.
function focusSheet(box) {
  const panel = document.getElementById("panel"), now = document.activeElement;
  if (!panel.contains(now) && now !== document.body) sheet.cameFrom = now;
  stage.current = box;
  keepOneTabStop();
  panel.scrollTop = 0;
  panel.querySelector("h2").focus({ preventScroll: true });
}

function closePanel() {
  const inside = document.getElementById("panel").contains(document.activeElement), back = sheet.cameFrom;
  sheet.cameFrom = null;
  change({ selected: null });
  if (!inside) return;
  if (back && back.isConnected) back.focus({ preventScroll: true });
  else focusBox(stage.current);
}

function showPanel(look, state) {
  const panel = document.getElementById("panel");
  panel.hidden = !look.chosen;
  document.body.classList.toggle("with-panel", Boolean(look.chosen));
  panel.replaceChildren();
  if (!look.chosen) return;
  const close = element("button", "×", panel);
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", data.words.close_panel);
  close.addEventListener("click", closePanel);
  const id = look.chosen.members.includes(state.selected) ? state.selected : look.chosen.members.length === 1 ? look.chosen.members[0] : null;
  if (id) partyPanel(panel, look, id, state);
  else stackPanel(panel, look, look.chosen);
}

function panelHeading(panel, words, language) {
  const heading = element("h2", words, panel, language);
  heading.tabIndex = -1;
}

function partyPanel(panel, look, id, state) {
  const party = data.parties[id];
  panelHeading(panel, party.name, party.language);
  element("p", party.what, panel).className = "what";
  if (look.hidden) hiddenNote(panel, party.name);
  if (canFetch()) focusLink(panel, id);
  const about = element("div", undefined, panel);
  if (look.chosen.stack) stackButton(panel, data.words.close, () => change({ stack: null, selected: look.chosen.stack }));
  flowSection(panel, look, data.words.receives, id, "target");
  flowSection(panel, look, data.words.gives, id, "source");
  undrawnNote(panel, "undrawn", undrawnOf(data, look, [id]).length);
  if (state.hops > 1) reachedSections(panel, look);
  const more = element("div", undefined, panel);
  if (Object.hasOwn(data.details, id)) showDetails(about, more, party, data.details[id]);
  else detailsOf(id).then((details) => { if (details) showDetails(about, more, party, details); else element("p", data.words.no_details, more); });
}

// Lead to the page that lays out who feeds the party and whom it feeds, on the same day and in the same language.
function focusLink(panel, id) {
  const link = element("a", data.words.to_focus, panel), query = new URLSearchParams(location.search);
  for (const name of [...query.keys()]) if (!["on", "lang", "standing", "kinds"].includes(name)) query.delete(name);
  link.className = "to-focus";
  link.href = `karta/fokus/${encodeURIComponent(id)}${query.size ? `?${query}` : ""}`;
}

function showDetails(about, more, party, details) {
  const text = (item, parent) => { parent.textContent = item; };
  const named = ([name, language, rest, reason], parent) => { element("span", name, parent, language); tellMarks(rest, reason, parent); };
  for (const mark of details.marks) { const told = element("p", undefined, about); told.className = "mark"; tellMarks(mark, details.reason, told); }
  if (details.description) element("p", details.description, about, data.free_text);
  for (const name of ["members", "seats", "networks", "represents", "decisions"]) {
    section(more, fill(data.words[name], { n: details[name].length }), details[name], named);
  }
  section(more, data.words.aliases, party.called, (name, parent) => element("span", name, parent, details.called_in[party.called.indexOf(name)]));
  section(more, data.words.evidence, details.evidence, text);
}

function reachedSections(panel, look) {
  for (const [name, side] of [["follow_up", look.up], ["follow_down", look.down]]) {
    const reached = [...side.reached].filter(([, hop]) => hop > 0);
    section(panel, fill(data.words[name], { n: reached.length }), reached, ([id, hop], item) => {
      partyButton(id, data.parties[id].name, item);
      item.append(` – ${fillNumber("hops", hop)}`);
    });
  }
}

function stackPanel(panel, look, box) {
  panelHeading(panel, box.name);
  element("p", fill(data.words.stack, { n: box.members.length, where: box.where }), panel).className = "what";
  if (canFetch()) stackButton(panel, data.words.open, () => openStack(box));
  if (look.hidden) hiddenNote(panel, box.name);
  undrawnNote(panel, "undrawn_of_stack", undrawnOf(data, look, box.members).length);
  section(panel, "", box.members, (id, item) => {
    partyButton(id, data.parties[id].name, item);
    const marks = Object.entries(countMarks([id])).filter(([, n]) => n).map(([mark]) => data.words[mark === "examples" ? "example" : mark]);
    if (marks.length) item.append(` (${marks.join(", ")})`);
  });
  const members = new Set(box.members), flows = [...look.shown.flows].map((id) => data.flows[id]);
  for (const [heading, near, far] of [["receives", "target", "source"], ["gives", "source", "target"]]) {
    const outside = flows.filter((flow) => members.has(flow[near]) && !members.has(flow[far]));
    if (!outside.length) continue;
    const folded = element("details", undefined, panel), list = document.createElement("ul");
    element("summary", fill(data.words[heading], { n: outside.length }), folded);
    folded.append(list);
    for (const flow of outside) tellFlow(flow, element("li", undefined, list));
  }
  const within = box.within.filter((id) => look.shown.flows.has(id)).map((id) => data.flows[id]);
  section(panel, fill(data.words.within, { n: within.length }), within, tellFlow);
}

// Note the number of flows whose lines the map omits.
function tellFlow(flow, item) {
  for (const [place, end] of [flow.source, flow.target].entries()) {
    if (place) item.append(" → ");
    element("span", data.parties[end].name, item, data.parties[end].language);
  }
  item.append(": ");
  flowWords(flow, item);
}

function undrawnNote(panel, name, n) {
  if (n) element("p", fillNumber(name, n), panel).className = "undrawn";
}

// Note that the filters hide the selected party, and offer to turn them off.
function hiddenNote(panel, name) {
  element("p", fill(data.words.hidden, { name }), panel).className = "mark";
  stackButton(panel, data.words.unfilter, () => change({ areas: null, levels: null, types: null, kinds: null, standing: null }));
}

function stackButton(panel, words, act) {
  const button = element("button", words, panel);
  button.type = "button";
  button.className = "stack-button";
  button.addEventListener("click", act);
}
