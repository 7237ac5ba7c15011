// The panel: everything that is known of the selected party, or the members of the selected stack.

function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

function element(tag, text, parent) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function partyButton(id, words, parent) {
  const button = element("button", words, parent);
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

function flowWords(flow) {
  const parts = [data.words[`kind_${flow.kind}`]];
  if (flow.carries) parts.push(flow.carries);
  const via = flow.channel ? `, ${fill(data.words.via, { channel: flow.channel })}` : "";
  return `${parts.join(": ")}${via}${flow.marks.length ? ` (${flow.marks.join(", ")})` : ""}`;
}

function flowSection(panel, heading, ids, end) {
  element("h3", fill(heading, { n: ids.length }), panel);
  if (!ids.length) { element("p", data.words.nothing, panel); return; }
  const list = element("ul", undefined, panel);
  for (const other of [...new Set(ids.map((id) => data.flows[id][end]))]) {
    const item = element("li", undefined, list);
    partyButton(other, data.parties[other].name, item);
    const flows = element("ul", undefined, item);
    for (const id of ids.filter((flow) => data.flows[flow][end] === other)) element("li", flowWords(data.flows[id]), flows);
  }
}

// On a narrow screen the panel is a sheet over the lower part of the window, wherever one has scrolled to.
function isSheet() {
  return getComputedStyle(document.getElementById("panel")).position === "fixed";
}

const sheet = { cameFrom: null };

// Reading goes on in the sheet; its close button leads back.
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
  else stackPanel(panel, look.chosen);
}

function panelHeading(panel, words) {
  const heading = element("h2", words, panel);
  heading.tabIndex = -1;
}

function partyPanel(panel, look, id, state) {
  const party = data.parties[id];
  const text = (item, parent) => { parent.textContent = item; };
  panelHeading(panel, party.name);
  element("p", party.what, panel).className = "what";
  for (const mark of party.marks) element("p", mark, panel).className = "mark";
  if (party.description) element("p", party.description, panel);
  if (look.chosen.stack) stackButton(panel, data.words.close, () => change({ stack: null, selected: look.chosen.stack }));
  const shown = [...look.shown.flows];
  flowSection(panel, data.words.receives, shown.filter((flow) => data.flows[flow].target === id), "source");
  flowSection(panel, data.words.gives, shown.filter((flow) => data.flows[flow].source === id), "target");
  if (state.hops > 1) reachedSections(panel, look);
  for (const name of ["members", "seats", "networks", "represents", "decisions"]) {
    section(panel, fill(data.words[name], { n: party[name].length }), party[name], text);
  }
  const also = [...new Set(party.called.filter((name) => name && name !== party.name))];
  section(panel, data.words.aliases, also, text);
  section(panel, data.words.evidence, party.evidence, text);
}

function reachedSections(panel, look) {
  for (const [name, side] of [["follow_up", look.up], ["follow_down", look.down]]) {
    const reached = [...side.reached].filter(([, hop]) => hop > 0);
    section(panel, fill(data.words[name], { n: reached.length }), reached, ([id, hop], item) => {
      partyButton(id, data.parties[id].name, item);
      item.append(` – ${fill(data.words.hops, { n: hop })}`);
    });
  }
}

function stackPanel(panel, box) {
  panelHeading(panel, box.name);
  element("p", fill(data.words.stack, { n: box.members.length }), panel).className = "what";
  stackButton(panel, data.words.open, () => openStack(box));
  section(panel, "", box.members, (id, item) => partyButton(id, data.parties[id].name, item));
}

function stackButton(panel, words, act) {
  const button = element("button", words, panel);
  button.type = "button";
  button.className = "stack-button";
  button.addEventListener("click", act);
}
