// Draw the map on a canvas, in the geometry that viz/layout/lay_out.py made: ground, flows, boxes, words.
// Colours and measures come from viz/style/palette.py, as those of the SVG do; colours from the system where the user has chosen its own.
// The constants below belong to the page alone: the SVG draws no selection, no steps along flows and no words on lines.

const FADED_LINE = 0.16; // opacity; names stay readable
const CHOSEN_STROKE = 3, CONCERNED_STROKE = 2.4; // the border of the selected box; of those it concerns, where colours do not show that
const WALKED_WIDER = 5; // the ground of the line that the user has stepped to
const WORD = { size: 11, drop: 4, height: 16, padding: 10, radius: 4, longest: 34 }; // the words on a line
const PINNED_INSET = 8; // from the window's side to the headings of rows that stay in sight

function moreContrast() {
  return matchMedia("(prefers-contrast: more), (forced-colors: active)").matches;
}

function systemColours() {
  if (!matchMedia("(forced-colors: active)").matches) return null;
  const style = getComputedStyle(document.getElementById("canvas"));
  return { paper: style.backgroundColor, ink: style.color, chosen: "Highlight" };
}

// Colours are those of light paper; dark paper has another for each. A saved picture is of light paper.
function brush(ctx, palette, onLight = false) {
  const system = systemColours(), dark = !onLight && matchMedia("(prefers-color-scheme: dark)").matches ? palette.DARK : {};
  const shade = (colour) => dark[colour] || colour;
  // Boxes are sized for text without extra spacing. The canvas keeps the spacing of the user's style until it is set to another value.
  for (const spacing of ["1px", "0px"]) ctx.letterSpacing = ctx.wordSpacing = spacing;
  ctx.textRendering = "geometricPrecision"; // the same letter spacing at every scale
  return {
    ctx, palette, system,
    paper: system ? system.paper : shade(palette.PAPER),
    ink: (colour) => (system ? system.ink : shade(colour)),
    ground: (colour) => (system ? system.paper : shade(colour)),
  };
}

function drawRect(pen, rect, radius, fill, stroke, width = 1, dash = []) {
  const { ctx } = pen;
  ctx.beginPath();
  ctx.roundRect(rect.x, rect.y, rect.width, rect.height, radius);
  if (fill) { ctx.fillStyle = pen.ground(fill); ctx.fill(); }
  if (!stroke) return;
  ctx.setLineDash(dash);
  ctx.lineWidth = width;
  ctx.strokeStyle = pen.ink(stroke);
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawCaption(pen, caption, colour) {
  const { ctx, palette } = pen;
  ctx.font = `${palette.FONT_WEIGHTS[caption.weight]} ${caption.size}px "${palette.FONT}", sans-serif`;
  ctx.textAlign = caption.anchor === "middle" ? "center" : "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = pen.ink(colour);
  caption.lines.forEach((line, place) => ctx.fillText(line, caption.x, caption.baselines[place]));
}

function drawGround(pen, scene) {
  const { ctx, palette } = pen;
  for (const row of scene.rows) drawRect(pen, row.rect, palette.ROW_RADIUS, palette.ROW, palette.ROW_BORDER);
  ctx.setLineDash(palette.DIVIDER_DASH);
  for (const [x, top, bottom] of scene.dividers) {
    ctx.beginPath(); ctx.moveTo(x, top); ctx.lineTo(x, bottom);
    ctx.lineWidth = 1; ctx.strokeStyle = pen.ink(palette.DIVIDER); ctx.stroke();
  }
  ctx.setLineDash([]);
  for (const panel of scene.panels) {
    const colours = palette.AREAS[panel.colour];
    drawRect(pen, panel.rect, palette.PANEL_RADIUS, colours.ground, null);
    drawRect(pen, panel.side, [palette.PANEL_RADIUS, 0, 0, palette.PANEL_RADIUS], colours.side, null);
    drawRect(pen, panel.rect, palette.PANEL_RADIUS, null, colours.border, palette.PANEL_STROKE);
    drawCaption(pen, panel.caption, colours.text);
  }
}

function drawHeadings(pen, scene, left, top) {
  const { palette } = pen;
  const highest = Math.min(...scene.columns.map((column) => column.rect.y));
  const down = Math.max(0, top - highest);
  for (const column of scene.columns) {
    const moved = { ...column.caption, baselines: column.caption.baselines.map((y) => y + down) };
    drawCaption(pen, moved, palette.INK);
  }
  const right = Math.max(0, left - Math.min(...scene.rows.map((row) => row.caption.x)) + PINNED_INSET);
  for (const row of [...scene.rows, ...scene.forum_rows]) {
    drawCaption(pen, { ...row.caption, x: row.caption.x + right }, palette.INK);
  }
}

function drawHead(pen, path, style) {
  const { ctx, palette } = pen;
  const points = palette.HEADS[style.head];
  ctx.save();
  ctx.translate(path.tip[0], path.tip[1]);
  ctx.rotate((path.angle * Math.PI) / 180);
  ctx.beginPath();
  points.forEach(([x, y], place) => (place ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.strokeStyle = pen.ink(style.colour);
  ctx.lineWidth = style.head_stroke;
  ctx.lineJoin = "round";
  if (style.head !== "open") {
    ctx.closePath();
    ctx.fillStyle = style.head === "hollow" ? pen.paper : pen.ink(style.colour);
    ctx.fill();
  }
  ctx.stroke();
  ctx.restore();
}

function drawPath(pen, path, { strong, flows, proposed, kind }) {
  const { ctx, palette } = pen;
  const style = palette.FLOWS[kind], width = style.width + Math.min(palette.MOST_WIDER, palette.WIDER * Math.log2(flows.length));
  ctx.globalAlpha = (walk.line === null ? strong : walk.line === path.id) ? 1 : FADED_LINE;
  if (walk.line === path.id) { // the line that the user has stepped to
    ctx.lineWidth = width + WALKED_WIDER;
    ctx.strokeStyle = pen.system ? pen.system.chosen : pen.ground(palette.WALKED);
    ctx.stroke(path.way);
  }
  ctx.setLineDash(style.dash);
  ctx.lineWidth = width;
  ctx.strokeStyle = pen.ink(style.colour);
  ctx.stroke(path.way);
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(path.tail[0], path.tail[1], palette.TAIL_RADIUS, 0, 2 * Math.PI);
  ctx.fillStyle = proposed ? pen.paper : pen.ink(style.colour);
  ctx.lineWidth = palette.TAIL_STROKE;
  ctx.fill();
  ctx.stroke();
  if (proposed && proposed < flows.length) { // half a dot: some of the flows exist
    ctx.beginPath();
    ctx.arc(path.tail[0], path.tail[1], palette.TAIL_RADIUS, Math.PI / 2, -Math.PI / 2);
    ctx.fillStyle = pen.ink(style.colour);
    ctx.fill();
  }
  drawHead(pen, path, style);
  ctx.globalAlpha = 1;
}

// The number of a line's flows, which the filters and the selection change.
function drawNumber(pen, path, { flows, strong, kind }) {
  if (flows.length < 2 || !path.count_at || !(walk.line === null ? strong : walk.line === path.id)) return;
  const { palette } = pen, [x, y] = path.count_at, words = String(flows.length);
  const width = palette.NUMBER_PADDING + palette.NUMBER_DIGIT * words.length, height = palette.NUMBER_HEIGHT;
  drawRect(pen, { x: x - width / 2, y: y - height / 2, width, height }, height / 2, palette.PAPER, palette.FLOWS[kind].colour);
  drawCaption(pen, { lines: [words], x, baselines: [y + palette.NUMBER_DROP], size: palette.NUMBER_SIZE, weight: "semibold", anchor: "middle" },
    palette.INK);
}

function drawFlows(pen, look) {
  const visible = look.scene.paths.filter((path) => look.lines.get(path.id).shown);
  const height = (path) => (walk.line === path.id ? 2 : Number(look.lines.get(path.id).strong));
  for (const path of visible.sort((one, other) => height(one) - height(other))) drawPath(pen, path, look.lines.get(path.id));
  for (const path of visible) drawNumber(pen, path, look.lines.get(path.id));
}

function boxColours(pen, box) {
  const area = pen.palette.AREAS[box.colour];
  return area ? { border: area.border, text: area.text } : { border: pen.palette.BOX_BORDER, text: pen.palette.INK };
}

// A card's outline: square for actors, round for forums, with cut corners for functions.
function drawCard(pen, box, rect, stroke, width, dash) {
  const { ctx, palette } = pen, cut = palette.FUNCTION_CUT;
  const { x, y } = rect, right = x + rect.width, bottom = y + rect.height;
  ctx.beginPath();
  if (box.stacked_shape === "function") {
    const corners = [[x + cut, y], [right - cut, y], [right, y + cut], [right, bottom - cut], [right - cut, bottom], [x + cut, bottom],
      [x, bottom - cut], [x, y + cut]];
    corners.forEach(([across, down], place) => (place ? ctx.lineTo(across, down) : ctx.moveTo(across, down)));
    ctx.closePath();
  } else ctx.roundRect(x, y, rect.width, rect.height, box.stacked_shape === "forum" ? palette.FORUM_RADIUS : palette.ACTOR_RADIUS);
  ctx.fillStyle = pen.paper;
  ctx.fill();
  ctx.setLineDash(dash);
  ctx.lineWidth = width;
  ctx.strokeStyle = pen.ink(stroke);
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawBox(pen, box, look) {
  const { ctx, palette } = pen;
  const { chosen, strong, count, proposed } = look.boxes.get(box.id);
  const colours = strong ? boxColours(pen, box) : fadedColours(pen);
  const dash = proposed === count ? palette.PROPOSED_DASH : [];
  if (box.shape === "stack") drawStackBehind(pen, box, colours, proposed ? palette.PROPOSED_DASH : []); // dashed if some are proposed
  const concerned = strong && look.focus && moreContrast(); // a wider border where colours do not show what is faded
  drawCard(pen, box, box.card, chosen ? palette.FOCUS : colours.border, chosen ? CHOSEN_STROKE : concerned ? CONCERNED_STROKE : palette.BOX_STROKE,
    chosen ? [] : dash);
  drawCaption(pen, box.caption, colours.text);
  drawSigns(pen, box, look.boxes.get(box.id));
}

// The colours of boxes that the selection does not concern. They stay readable and can be chosen.
function fadedColours({ palette }) {
  return moreContrast() ? { border: palette.BOX_BORDER, text: palette.INK } : { border: palette.FADED_BORDER, text: palette.FADED };
}

function drawStackBehind(pen, box, colours, dash) {
  const { card } = box, deck = card.y - box.rect.y;
  for (const shift of [deck, deck / 2]) {
    drawCard(pen, box, { ...card, x: card.x + shift, y: card.y - shift }, colours.border, pen.palette.BOX_STROKE, dash);
  }
}

// The signs on a box. Beside a selection that does not concern the box they are outlined.
function drawSigns(pen, box, { count, strong, within, examples }) {
  const { palette } = pen, { border } = boxColours(pen, box), faded = fadedColours(pen).text;
  if (box.badge) drawSign(pen, box.badge, String(count), strong ? (border === palette.BOX_BORDER ? palette.BADGE : border) : faded, strong);
  if (box.loop && within) drawLoop(pen, box.loop, within, strong ? palette.BADGE : faded);
  if (box.flag && examples) {
    const words = examples === count ? data.words.example : fill(data.words.examples, { n: examples });
    drawSign(pen, box.flag, words, palette.FLAG, strong);
  }
}

// A small pill with a word in it: filled with the colour, or outlined by it.
function drawSign(pen, rect, word, colour, filled) {
  const { palette } = pen, size = word.length <= palette.LONGEST_LARGE_SIGN ? palette.SIGN_SIZE : palette.SMALL_SIGN_SIZE;
  const ink = filled ? palette.PAPER : colour;
  drawRect(pen, rect, rect.height / 2, filled ? colour : palette.PAPER, ink);
  drawCaption(pen, { lines: [word], x: rect.x + rect.width / 2, baselines: [rect.y + rect.height / 2 + size * palette.CAPITAL_MIDDLE], size,
    weight: "semibold", anchor: "middle" }, ink);
}

// A loop with the number of flows between members of a stack.
function drawLoop(pen, rect, flows, ink) {
  const { ctx, palette } = pen;
  const x = rect.x + palette.LOOP_INSET, y = rect.y + rect.height / 2, colour = pen.ink(ink);
  drawRect(pen, rect, rect.height / 2, palette.PAPER, ink);
  const radius = palette.LOOP_RADIUS, start = palette.LOOP_START;
  ctx.lineWidth = palette.LOOP_STROKE;
  ctx.strokeStyle = colour;
  ctx.stroke(new Path2D(`M${x + start} ${y - start}A${radius} ${radius} 0 1 0 ${x + radius} ${y}`));
  ctx.fillStyle = colour;
  ctx.fill(new Path2D(`M${palette.LOOP_HEAD.map(([across, down]) => `${x + across} ${y + down}`).join("L")}Z`));
  drawCaption(pen, { lines: [String(flows)], x: rect.x + (palette.LOOP_ROOM + rect.width) / 2, baselines: [y + palette.LOOP_DROP],
    size: palette.SIGN_SIZE, weight: "semibold", anchor: "middle" }, ink);
}

// Write on each line in focus what its flows carry. Words that would overlap others or a box are left to the panel.
function drawWords(pen, look) {
  const { ctx, palette } = pen;
  const taken = [];
  for (const path of look.scene.paths) {
    const line = look.lines.get(path.id);
    if (!line.shown || !line.labelled || walk.line === path.id) continue;
    const words = carriedBy(data, line.flows) || data.words[`kind_${line.kind}`];
    ctx.font = `${palette.FONT_WEIGHTS.regular} ${WORD.size}px "${palette.FONT}", sans-serif`;
    const short = words.length > WORD.longest ? `${words.slice(0, WORD.longest - 1)}…` : words;
    const width = ctx.measureText(short).width + WORD.padding;
    const rect = { x: path.middle[0] - width / 2, y: path.middle[1] - WORD.height / 2, width, height: WORD.height };
    if (taken.some((other) => meets(other, rect)) || look.scene.boxes.some((box) => meets(withSigns(box), rect))) continue;
    taken.push(rect);
    drawRect(pen, rect, WORD.radius, palette.PAPER, palette.FLOWS[line.kind].colour);
    drawCaption(pen, { lines: [short], x: path.middle[0], baselines: [path.middle[1] + WORD.drop], size: WORD.size, weight: "regular",
      anchor: "middle" }, palette.INK);
  }
}

// The area of a box with the signs on its upper border.
function withSigns(box) {
  const top = Math.min(box.rect.y, ...[box.badge, box.loop, box.flag].filter(Boolean).map((sign) => sign.y));
  return { ...box.rect, y: top, height: box.rect.y + box.rect.height - top };
}

function meets(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}
