// The effect of a state: the parties and flows that the filters leave (by the rules of viz/web/table.py), those that the selection
// reaches, and the look of each box and line of the scene.

function partyShows(party, state) {
  return (!state.areas || [...party.areas, ...party.near].some((area) => state.areas.includes(area)))
    && (!state.levels || state.levels.includes(party.level))
    && (!state.types || party.type === null || state.types.includes(party.type))
    && !(state.standing === "existing" && party.standing === "proposed");
}

// Return whether both ends are shown, one of them with a chosen area of its own (`touched`), and the flow passes the filters.
function flowShows(flow, parties, touched, state) {
  return parties.has(flow.source) && parties.has(flow.target)
    && (touched.has(flow.source) || touched.has(flow.target))
    && (!state.kinds || state.kinds.includes(flow.kind))
    && !(state.standing === "existing" && flow.standing === "proposed");
}

function shownBy(data, state) {
  const parties = new Set(Object.keys(data.parties).filter((id) => partyShows(data.parties[id], state)));
  const touched = new Set([...parties].filter((id) => !state.areas || data.parties[id].areas.some((area) => state.areas.includes(area))));
  const flows = new Set(Object.keys(data.flows).filter((id) => flowShows(data.flows[id], parties, touched, state)));
  return { parties, flows };
}

// Follow `flows` from `starts`, hop by hop. Return the parties reached with their distance, and the flows taken.
function follow(data, flows, starts, hops, down) {
  const reached = new Map(starts.map((id) => [id, 0]));
  const taken = new Set();
  let frontier = new Set(starts);
  for (let hop = 1; hop <= hops && frontier.size; hop += 1) {
    const next = new Set();
    for (const id of flows) {
      const flow = data.flows[id];
      const [near, far] = down ? [flow.source, flow.target] : [flow.target, flow.source];
      if (!frontier.has(near)) continue;
      taken.add(id);
      if (!reached.has(far)) next.add(far);
    }
    next.forEach((id) => reached.set(id, hop));
    frontier = next;
  }
  return { reached, taken };
}

function sceneOf(data, state) {
  return Object.hasOwn(data.scenes, state.stack) ? data.scenes[state.stack] : data.scenes[""];
}

function boxOf(scene, id) {
  return scene.boxes.find((box) => box.id === id || box.members.includes(id)) || null;
}

// Count the parties that are proposed, uncertain, or invented examples.
function countMarks(ids) {
  const parties = ids.map((id) => data.parties[id]);
  return { proposed: parties.filter((party) => party.standing === "proposed").length,
    uncertain: parties.filter((party) => party.uncertain).length, examples: parties.filter((party) => party.example).length };
}

// Return the look of every box and line: hidden by the filters, faded beside a selection, or strong.
function lookOf(data, state) {
  const scene = sceneOf(data, state);
  const shown = shownBy(data, state);
  const chosen = state.selected ? boxOf(scene, state.selected) : null;
  const starts = chosen ? (chosen.id === state.selected ? chosen.members : [state.selected]) : [];
  const up = follow(data, shown.flows, starts, state.direction === "down" ? 0 : state.hops, false);
  const down = follow(data, shown.flows, starts, state.direction === "up" ? 0 : state.hops, true);
  const strong = (id) => up.reached.has(id) || down.reached.has(id);
  const taken = (id) => up.taken.has(id) || down.taken.has(id);
  const focus = Boolean(chosen) && starts.some((id) => shown.parties.has(id)); // a hidden selection fades nothing
  const boxes = new Map(), lines = new Map();
  for (const box of scene.boxes) {
    const members = box.members.filter((id) => shown.parties.has(id));
    boxes.set(box.id, { shown: members.length > 0, count: members.length, strong: !focus || members.some(strong), chosen: box === chosen,
      ...countMarks(members), within: box.within.filter((id) => shown.flows.has(id)).length });
  }
  for (const path of scene.paths) {
    const all = path.flows.filter((id) => shown.flows.has(id)), concerned = focus ? all.filter(taken) : [];
    const flows = concerned.length ? concerned : all; // beside a selection a line stands for the selected flows alone
    const proposed = flows.filter((id) => data.flows[id].standing === "proposed").length;
    const kinds = new Set(flows.map((id) => data.flows[id].kind));
    lines.set(path.id, { shown: all.length > 0, strong: !focus || concerned.length > 0, flows, proposed, labelled: concerned.length > 0,
      kind: kinds.size === 1 ? [...kinds][0] : "several" });
  }
  return { scene, shown, chosen, focus, hidden: Boolean(chosen) && !focus, up, down, boxes, lines };
}

// Return what the flows carry, if all carry the same.
function carriedBy(data, flows) {
  const carried = new Set(flows.map((id) => data.flows[id].carries));
  return carried.size === 1 ? [...carried][0] : null;
}

// Return the shown flows of these parties whose lines the scene does not draw.
function undrawnOf(data, look, parties) {
  const drawn = new Set([...look.scene.paths.flatMap((path) => path.flows), ...look.scene.boxes.flatMap((box) => box.within)]);
  return [...look.shown.flows].filter((id) => !drawn.has(id) && (parties.includes(data.flows[id].source) || parties.includes(data.flows[id].target)));
}

// Return the shown lines at a box, sorted by kind and id. The keys [ and ] step along them.
function linesAt(look, id) {
  return look.scene.paths.filter((path) => look.lines.get(path.id).shown && (path.source === id || path.target === id))
    .sort((one, other) => look.lines.get(one.id).kind.localeCompare(look.lines.get(other.id).kind) || one.id.localeCompare(other.id));
}
