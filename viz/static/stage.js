// The map in its window. vis-network pans and zooms, our code draws, and a real button lies over every box.

const stage = { network: null, buttons: new Map(), boxes: new Map(), pen: null, current: null, look: null, moved: false };

const BY_US = { ctxRenderer: ({ ctx, id }) => ({ drawNode: () => drawNode(ctx, id), nodeDimensions: { width: 1, height: 1 } }) };

function makeStage() {
  const { nodes, edges, options } = data.network;
  const container = document.getElementById("canvas");
  stage.network = new vis.Network(container, { nodes: new vis.DataSet(nodes.map((node) => ({ ...node, ...BY_US }))),
    edges: new vis.DataSet(edges) }, options);
  for (const focusable of container.querySelectorAll("[tabindex]")) focusable.removeAttribute("tabindex"); // the buttons take the focus instead
  stage.network.on("beforeDrawing", drawBefore);
  stage.network.on("afterDrawing", drawAfter);
  const boxes = document.getElementById("boxes");
  forward(boxes, container.querySelector("canvas"));
  for (const event of ["zoom", "dragEnd"]) stage.network.on(event, markMoved);
}

function drawNode(_ctx, id) {
  const box = stage.look && stage.boxes.get(id);
  if (box && stage.look.boxes.get(box.id).shown) drawBox(stage.pen, box, stage.look);
}

// Each frame has one pen, made before the nodes are drawn.
function drawBefore(ctx) {
  const pen = brush(ctx, data.palette);
  stage.pen = pen;
  drawGround(pen, stage.look.scene);
  drawFlows(pen, stage.look);
}

function drawAfter() {
  const { pen } = stage;
  const corner = stage.network.DOMtoCanvas({ x: 0, y: 0 });
  drawWords(pen, stage.look);
  drawPinned(pen, corner);
  placeButtons();
}

// Keep the headings of columns and rows in sight when the map is moved.
function drawPinned(pen, corner) {
  const { scene } = stage.look;
  const area = document.getElementById("canvas");
  const far = stage.network.DOMtoCanvas({ x: area.clientWidth, y: area.clientHeight });
  if (corner.y > 0) drawRect(pen, { x: corner.x, y: corner.y, width: far.x - corner.x, height: headHeight(scene) }, 0, pen.palette.PAPER, null);
  if (corner.x > 0) {
    const width = Math.min(...scene.rows.map((row) => row.rect.x));
    drawRect(pen, { x: corner.x, y: corner.y, width, height: far.y - corner.y }, 0, pen.palette.PAPER, null);
  }
  drawHeadings(pen, scene, corner.x, corner.y);
}

// Where the map begins beside the headings that stay in sight, in the scene's measures.
function pinnedRoom() {
  const corner = stage.network.DOMtoCanvas({ x: 0, y: 0 }), { scene } = stage.look;
  return { left: corner.x > 0 ? corner.x + Math.min(...scene.rows.map((row) => row.rect.x)) : -1000, top: corner.y > 0 ? corner.y + headHeight(scene) : -1000 };
}

function headHeight(scene) {
  return Math.max(...scene.columns.flatMap((column) => column.caption.baselines)) + 6;
}

function placeButtons() {
  const scale = stage.network.getScale();
  const origin = stage.network.canvasToDOM({ x: 0, y: 0 });
  const boxes = document.getElementById("boxes"), { left, top } = pinnedRoom(), far = 100_000;
  boxes.style.transform = `translate(${origin.x}px, ${origin.y}px) scale(${scale})`;
  // No focus ring, and no box under the mouse, over the headings that stay in sight.
  boxes.style.clipPath = `polygon(${left}px ${top}px, ${far}px ${top}px, ${far}px ${far}px, ${left}px ${far}px)`;
}

// Show the scene of the state. Nodes change only if a stack was opened or closed.
function showScene(look) {
  const changed = !stage.buttons.size || stage.look.scene !== look.scene;
  stage.look = look;
  if (changed) {
    const nodes = stage.network.body.data.nodes;
    const now = new Set(look.scene.boxes.map((box) => nodeId(box.id)));
    stage.boxes = new Map(look.scene.boxes.map((box) => [nodeId(box.id), box]));
    nodes.remove(nodes.getIds().filter((id) => !now.has(id)));
    nodes.update(look.scene.boxes.map((box) => nodeOf(box)));
    makeButtons();
  }
  for (const box of look.scene.boxes) {
    const id = box.id, button = stage.buttons.get(id);
    button.hidden = !look.boxes.get(id).shown;
    button.setAttribute("aria-label", nameOf(box, look.boxes.get(id)));
    button.setAttribute("aria-pressed", String(look.boxes.get(id).chosen));
  }
  keepOneTabStop();
  stage.network.redraw();
}

// Return the id of a box in vis-network, as in viz/web/network.py. A plain id could be "constructor", which every object has.
function nodeId(id) {
  return `box ${id}`;
}

function nodeOf(box) {
  return { id: nodeId(box.id), ...middle(box.card), ...BY_US };
}

function makeButtons() {
  const holder = document.getElementById("boxes");
  const focused = document.activeElement && document.activeElement.dataset.box;
  holder.replaceChildren();
  stage.buttons.clear();
  for (const box of readingOrder(stage.look.scene)) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.box = box.id;
    Object.assign(button.style, { left: `${box.rect.x}px`, top: `${box.rect.y}px`, width: `${box.rect.width}px`, height: `${box.rect.height}px` });
    button.title = box.name;
    holder.append(button);
    stage.buttons.set(box.id, button);
  }
  if (stage.buttons.has(focused)) stage.buttons.get(focused).focus();
}

function readingOrder(scene) {
  return [...scene.boxes].sort((one, other) => one.rect.y - other.rect.y || one.rect.x - other.rect.x);
}

function nameOf(box, { count, proposed, uncertain, examples, within }) {
  const party = box.members.length === 1 ? data.parties[box.members[0]] : null;
  const what = party ? party.what : fill(data.words.stack, { n: count, where: box.where });
  const marks = Object.entries({ proposed, uncertain, example: examples }).filter(([, n]) => n)
    .map(([mark, n]) => (party ? data.words[mark] : fillNumber(`${mark}_of_them`, n)));
  if (within) marks.push(fill(data.words.within, { n: within }));
  return [box.name, what, ...marks].join(", ");
}

function keepOneTabStop() {
  const seen = [...stage.buttons.keys()].filter((id) => stage.look.boxes.get(id).shown);
  if (!seen.includes(stage.current)) stage.current = stage.look.chosen && !stage.look.hidden ? stage.look.chosen.id : seen[0];
  for (const [id, button] of stage.buttons) button.tabIndex = id === stage.current ? 0 : -1;
}

// Focus a box without the browser's own scrolling, which would move the buttons away from the drawn boxes.
function focusBox(id) {
  if (!stage.buttons.has(id)) return;
  stage.current = id;
  keepOneTabStop();
  stage.buttons.get(id).focus({ preventScroll: true });
  bringIntoView(id);
}

// Return the part of the map that is in sight. On a narrow screen the panel is a sheet that covers the lower part. If too little is left above it, the page
// scrolls to the map when the focus is there.
const LEAST_SEEN = 140; // px

function roomOf(area) {
  const panel = document.getElementById("panel"), at = area.getBoundingClientRect();
  const room = { left: 0, right: area.clientWidth, top: 0, bottom: area.clientHeight };
  if (getComputedStyle(document.body).display === "block") { // the page scrolls
    const bottom = panel.hidden ? innerHeight : panel.getBoundingClientRect().top;
    const seen = { ...room, top: Math.max(0, -at.top), bottom: Math.min(room.bottom, bottom - at.top) };
    if (seen.bottom - seen.top >= LEAST_SEEN) return seen;
    if (document.activeElement?.dataset.box) document.getElementById("map").scrollIntoView();
    return { ...room, bottom: Math.min(room.bottom, bottom) };
  }
  return room; // the panel stands beside the map
}

// Move the map just as far as needed to show a box away from the edges.
function bringIntoView(id) {
  const area = document.getElementById("canvas");
  if (!area.clientWidth) return; // the table is shown instead
  const room = roomOf(area);
  const place = stage.network.canvasToDOM(middle(stage.look.scene.boxes.find((box) => box.id === id).rect));
  const across = beyond(place.x, room.left + 150, Math.max(room.left + 150, room.right - 200));
  const down = beyond(place.y, room.top + 60, room.bottom - 40);
  if (!across && !down) return;
  const scale = stage.network.getScale(), view = stage.network.getViewPosition();
  stage.network.moveTo({ position: { x: view.x + across / scale, y: view.y + down / scale }, animation: false });
  writePlace();
}

// Return how far a value lies beyond its bounds, or 0 between them.
function beyond(value, least, most) {
  return value < least ? value - least : value > most ? value - most : 0;
}

// Return the nearest box in a direction. Distance aside counts more than distance ahead.
function neighbourOf(id, across, down) {
  const scene = stage.look.scene;
  const from = middle(scene.boxes.find((box) => box.id === id).rect);
  let best = null, least = Infinity;
  for (const box of scene.boxes) {
    if (box.id === id || !stage.look.boxes.get(box.id).shown) continue;
    const to = middle(box.rect);
    const ahead = (to.x - from.x) * across + (to.y - from.y) * down;
    const aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * across);
    if (ahead > 4 && ahead + 2.5 * aside < least) { least = ahead + 2.5 * aside; best = box.id; }
  }
  return best;
}

function middle(rect) {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

function fitMap() {
  moveTo(wholeScale());
  forgetMoved();
}

// A place that the user has moved the map to stands in the address; a place that it fits itself to does not.
function markMoved() {
  stage.moved = true;
  writePlace();
}

function forgetMoved() {
  stage.moved = false;
  writePlace();
}

function place() {
  const { x, y } = stage.network.getViewPosition();
  return stage.moved ? [Math.round(x), Math.round(y), Math.round(stage.network.getScale() * 100) / 100] : null;
}

const NARROW = 600; // px; a narrower map is fitted by its height, and moved sideways
const READABLE = 0.7; // the least scale that the map begins at, even if it does not fit

// Fit the map to all of the page's room, so that a panel beside it takes from what is in sight and not from the size of letters.
function fitReadable() {
  const area = document.getElementById("canvas");
  const room = area.clientWidth < NARROW ? area : document.getElementById("main");
  moveTo(Math.max(area.clientWidth < NARROW ? area.clientHeight / stage.look.scene.height : wholeScale(room), READABLE));
  forgetMoved();
}

function wholeScale(room = document.getElementById("canvas")) {
  const { width, height } = stage.look.scene;
  return Math.min(room.clientWidth / width, room.clientHeight / height);
}

// Centre the map in its window, or show its beginning if it is larger.
function moveTo(scale) {
  const { width, height } = stage.look.scene;
  const area = document.getElementById("canvas");
  if (!area.clientWidth || !area.clientHeight) return; // the table is shown instead
  const position = { x: Math.min(width, area.clientWidth / scale) / 2, y: Math.min(height, area.clientHeight / scale) / 2 };
  stage.network.moveTo({ position, scale, animation: false });
}

// Place the map as the address says, or as at the start with the selected box in sight.
function fitInSight() {
  const at = readPlace();
  if (at) { zoomTo(at[2], { x: at[0], y: at[1] }); stage.moved = true; return; }
  fitReadable();
  if (stage.look.chosen && !stage.look.hidden) bringIntoView(stage.look.chosen.id);
}

function zoom(factor) {
  zoomTo(stage.network.getScale() * factor);
  markMoved();
}

function zoomTo(scale, position = stage.network.getViewPosition()) {
  stage.network.moveTo({ position, scale: Math.min(4, Math.max(0.1, scale)), animation: false });
}

const MARGIN = 14, TITLE_ROOM = 52, LINE = 18; // px, as in viz/draw/svg.py

// The picture says what it is of: title and day above, and below what is left out or uncertain, and whose it is.
function savePicture() {
  const { width, height } = stage.look.scene, canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
  const filtered = !document.getElementById("unfiltered").hidden;
  const whose = document.getElementById("whose"), said = [filtered ? data.words.picture_filtered : "", ...stage.look.scene.plain_notes,
    whose ? whose.textContent : ""].join(" ");
  setFont(ctx, 12);
  const lines = foldWords(ctx, said.trim(), width);
  canvas.width = (width + 2 * MARGIN) * 2;
  canvas.height = (height + TITLE_ROOM + (lines.length + 1) * LINE) * 2;
  ctx.scale(2, 2);
  const pen = brush(ctx, data.palette, true);
  drawRect(pen, { x: 0, y: 0, width: canvas.width / 2, height: canvas.height / 2 }, 0, pen.palette.PAPER, null);
  const tell = (words, x, y, size, weight, colour) => drawCaption(pen, { lines: [words], x, baselines: [y], size, weight, anchor: "start" }, colour);
  tell(document.querySelector("h1").textContent, MARGIN, 24, 19, "semibold", pen.palette.INK);
  tell(document.querySelector(".top .subtitle").textContent, MARGIN, 42, 12.5, "regular", pen.palette.MUTED);
  lines.forEach((line, place) => tell(line, MARGIN, TITLE_ROOM + height + (place + 1) * LINE, 12, "regular", pen.palette.MUTED));
  ctx.translate(MARGIN, TITLE_ROOM);
  drawGround(pen, stage.look.scene);
  drawFlows(pen, stage.look);
  for (const box of stage.look.scene.boxes) if (stage.look.boxes.get(box.id).shown) drawBox(pen, box, stage.look);
  drawWords(pen, stage.look);
  drawHeadings(pen, stage.look.scene, 0, 0);
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${folded(document.querySelector("h1").textContent).replaceAll(" ", "-") || "landskapskarta"}-${data.on}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

function setFont(ctx, size) {
  ctx.font = `400 ${size}px "${data.palette.FONT}", sans-serif`;
}

// Words in lines of a width, in the font that `ctx` has.
function foldWords(ctx, said, width) {
  const lines = [];
  for (const word of said.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && ctx.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
