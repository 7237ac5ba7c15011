// The map on a canvas, in the geometry that viz/layout/lay_out.py made: ground, flows, boxes, words. Colours and dashes come from
// the palette, or from the system where the user has chosen its colours.

const FADED = 0.16; // lines; names stay readable

function moreContrast() {
  return matchMedia("(prefers-contrast: more), (forced-colors: active)").matches;
}

function systemColours() {
  if (!matchMedia("(forced-colors: active)").matches) return null;
  const style = getComputedStyle(document.getElementById("canvas"));
  return { paper: style.backgroundColor, ink: style.color, chosen: "Highlight" };
}

function brush(ctx, palette) {
  const system = systemColours();
  // The boxes are as wide as their words, whatever spacing the user gives the page's: it is taken over until it is set to another value.
  for (const spacing of ["1px", "0px"]) ctx.letterSpacing = ctx.wordSpacing = spacing;
  ctx.textRendering = "geometricPrecision"; // letters stand as far apart at every scale
  return {
    ctx, palette, system,
    paper: system ? system.paper : palette.PAPER,
    ink: (colour) => (system ? system.ink : colour),
    ground: (colour) => (system ? system.paper : colour),
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
  ctx.font = `${caption.weight === "semibold" ? 600 : 400} ${caption.size}px "${palette.FONT}", sans-serif`;
  ctx.textAlign = caption.anchor === "middle" ? "center" : "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = pen.ink(colour);
  caption.lines.forEach((line, place) => ctx.fillText(line, caption.x, caption.baselines[place]));
}

function drawGround(pen, scene) {
  const { ctx, palette } = pen;
  for (const row of scene.rows) drawRect(pen, row.rect, 6, palette.ROW, palette.ROW_BORDER);
  ctx.setLineDash([2, 3]);
  for (const [x, top, bottom] of scene.dividers) {
    ctx.beginPath(); ctx.moveTo(x, top); ctx.lineTo(x, bottom);
    ctx.lineWidth = 1; ctx.strokeStyle = pen.ink(palette.DIVIDER); ctx.stroke();
  }
  ctx.setLineDash([]);
  for (const panel of scene.panels) {
    const colours = palette.AREAS[panel.colour];
    drawRect(pen, panel.rect, 8, colours.ground, colours.border, 1.2);
    drawRect(pen, panel.side, 8, colours.side, null);
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
  const right = Math.max(0, left - Math.min(...scene.rows.map((row) => row.caption.x)) + 8);
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
  ctx.lineWidth = 1.3;
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
  ctx.globalAlpha = (walk.line === null ? strong : walk.line === path.id) ? 1 : FADED;
  if (walk.line === path.id) { // where one steps along the flows
    ctx.lineWidth = width + 5;
    ctx.strokeStyle = pen.system ? pen.system.chosen : palette.WALKED;
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
  ctx.lineWidth = 1;
  ctx.fill();
  ctx.stroke();
  if (proposed && proposed < flows.length) { // some of them exist: half a dot
    ctx.beginPath();
    ctx.arc(path.tail[0], path.tail[1], palette.TAIL_RADIUS, Math.PI / 2, 1.5 * Math.PI);
    ctx.fillStyle = pen.ink(style.colour);
    ctx.fill();
  }
  drawHead(pen, path, style);
  ctx.globalAlpha = 1;
}

// How many flows a line stands for (as viz/layout/numbers.py and viz/draw/strokes.py place and draw it).
function drawNumber(pen, path, { flows, strong, kind }) {
  if (flows.length < 2 || !path.count_at || !(walk.line === null ? strong : walk.line === path.id)) return;
  const [x, y] = path.count_at, words = String(flows.length), width = 5 + 5.4 * words.length;
  drawRect(pen, { x: x - width / 2, y: y - 5.5, width, height: 11 }, 5.5, pen.palette.PAPER, pen.palette.FLOWS[kind].colour);
  drawCaption(pen, { lines: [words], x, baselines: [y + 3.2], size: 9, weight: "semibold", anchor: "middle" }, pen.palette.INK);
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

// A card's outline: square for actors, round for forums, with cut corners for functions (as viz/draw/svg.py draws them).
const CUT = 7;

function drawCard(pen, box, rect, stroke, width, dash) {
  const { ctx } = pen;
  const { x, y } = rect, right = x + rect.width, bottom = y + rect.height;
  ctx.beginPath();
  if (box.stacked_shape === "function") {
    const corners = [[x + CUT, y], [right - CUT, y], [right, y + CUT], [right, bottom - CUT], [right - CUT, bottom], [x + CUT, bottom],
      [x, bottom - CUT], [x, y + CUT]];
    corners.forEach(([across, down], place) => (place ? ctx.lineTo(across, down) : ctx.moveTo(across, down)));
    ctx.closePath();
  } else ctx.roundRect(x, y, rect.width, rect.height, box.stacked_shape === "forum" ? 13 : 3);
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
  if (box.shape === "stack") drawStackBehind(pen, box, colours, proposed ? palette.PROPOSED_DASH : []); // dashed: some are proposed
  const concerned = strong && look.focus && moreContrast(); // where colours do not tell what is faded
  drawCard(pen, box, box.card, chosen ? palette.FOCUS : colours.border, chosen ? 3 : concerned ? 2.4 : 1.3, chosen ? [] : dash);
  drawCaption(pen, box.caption, colours.text);
  drawMarks(pen, box, look.boxes.get(box.id));
}

// What is not concerned can still be read, and chosen.
function fadedColours({ palette }) {
  return moreContrast() ? { border: palette.BOX_BORDER, text: palette.INK } : { border: palette.FADED_BORDER, text: palette.FADED };
}

function drawStackBehind(pen, box, colours, dash) {
  const { rect, card } = box;
  const across = rect.x < card.x ? rect.x - card.x : rect.x + rect.width - card.x - card.width;
  const down = rect.y < card.y ? rect.y - card.y : rect.y + rect.height - card.y - card.height;
  for (const share of [1, 0.5]) {
    const behind = { x: card.x + across * share, y: card.y + down * share, width: card.width, height: card.height };
    drawCard(pen, box, behind, colours.border, 1, dash);
  }
}

function drawMarks(pen, box, { count, strong, within, examples }) {
  const { palette } = pen;
  const small = (rect, words, colour, size) => drawCaption(pen, { lines: [words], x: rect.x + rect.width / 2,
    baselines: [rect.y + rect.height / 2 + size * 0.36], size, weight: "semibold", anchor: "middle" }, colour);
  if (box.badge) {
    const paper = pen.system ? pen.system.ink : palette.PAPER, ink = strong ? palette.BADGE : fadedColours(pen).text;
    drawRect(pen, box.badge, box.badge.height / 2, strong ? palette.BADGE : palette.PAPER, ink);
    small(box.badge, String(count), strong ? paper : ink, Math.min(11, box.badge.height * 0.8));
  }
  if (box.loop && within) drawLoop(pen, box.loop, within, strong ? palette.BADGE : fadedColours(pen).text);
  if (box.flag && examples) {
    drawRect(pen, box.flag, 2, palette.PAPER, palette.FLAG);
    const words = examples === count ? data.words.example : fill(data.words.examples, { n: examples });
    small(box.flag, words, palette.FLAG, Math.min(9, box.flag.height * 0.8));
  }
}

// A loop and how many flows go from one member of a stack to another (as viz/draw/strokes.py draws it).
function drawLoop(pen, rect, flows, ink) {
  const { ctx, palette } = pen;
  const x = rect.x + 8, y = rect.y + rect.height / 2, colour = pen.ink(ink);
  drawRect(pen, rect, rect.height / 2, palette.PAPER, ink);
  ctx.beginPath();
  ctx.arc(x, y, 3.7, -Math.PI / 4, 0, true);
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill(new Path2D(`M${x + 3.9} ${y - 4.6}V${y - 1.4}H${x + 0.7}Z`));
  drawCaption(pen, { lines: [String(flows)], x: rect.x + (palette.LOOP + rect.width) / 2, baselines: [y + 3.9], size: 11, weight: "semibold",
    anchor: "middle" }, ink);
}

// What the flows in focus carry, where the path has most room; a word that would lie on another is left to the panel.
function drawWords(pen, look) {
  const { ctx, palette } = pen;
  const taken = [];
  for (const path of look.scene.paths) {
    const line = look.lines.get(path.id);
    if (!line.shown || !line.labelled || walk.line === path.id) continue;
    const words = carriedBy(data, line.flows) || data.words[`kind_${line.kind}`];
    ctx.font = `400 11px "${palette.FONT}", sans-serif`;
    const short = words.length > 34 ? `${words.slice(0, 33)}…` : words;
    const width = ctx.measureText(short).width + 10;
    const rect = { x: path.middle[0] - width / 2, y: path.middle[1] - 8, width, height: 16 };
    if (taken.some((other) => meets(other, rect)) || look.scene.boxes.some((box) => meets(withSigns(box), rect))) continue;
    taken.push(rect);
    drawRect(pen, rect, 4, palette.PAPER, palette.FLOWS[line.kind].colour);
    drawCaption(pen, { lines: [short], x: path.middle[0], baselines: [path.middle[1] + 4], size: 11, weight: "regular", anchor: "middle" },
      palette.INK);
  }
}

// A box with what stands on its upper border.
function withSigns(box) {
  const rise = box.badge || box.loop || box.flag ? 12 : 0;
  return { ...box.rect, y: box.rect.y - rise, height: box.rect.height + rise };
}

function meets(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}
