// Names beside the actors, written where there is room: the stronger name stays, the weaker gives way.

const LABEL_FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
const LABEL_SIZE = 13;
const LABEL_LINE = 17;
const LABEL_GAP = 3;
const LONGEST_LABEL = 30;
const CELL = 64;

/** Boxes that are taken, found by the cells that they touch. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  *around({ left, top, right, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x},${y}`;
  }

  add(box) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  /** Return whether a box meets another than those that belong to `owner`. */
  meets(box, owner) {
    for (const cell of this.around(box))
      for (const other of this.cells.get(cell) ?? [])
        if (other.owner !== owner && overlap(box, other)) return true;
    return false;
  }
}

const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/**
 * Write names on a canvas.
 *
 * `discs` are the actors in view ({x, y, radius, text, owner, urgent}), the strongest first; `lines` texts
 * in the middle of ties ({x, y, text}). Returns the boxes of what was written. An urgent name is written first
 * and may lie on a disc.
 */
function writeLabels(context, width, height, discs, lines, colours) {
  const taken = new Taken();
  for (const disc of discs) taken.add(discBox(disc));
  const written = [];
  prepare(context, colours);
  for (const disc of [...discs.filter((one) => one.urgent), ...discs.filter((one) => !one.urgent)]) {
    const box = roomBeside(context, disc, taken, width, height);
    if (box) write(context, box, disc.text, colours.text, disc.urgent, taken, written);
  }
  for (const line of lines) {
    const box = boxOf(line.x, line.y, widthOf(context, line.text, false) / 2, line);
    if (!taken.meets(box, line)) write(context, box, line.text, colours.quiet, false, taken, written);
  }
  return written;
}

function prepare(context, colours) {
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4 });
  context.strokeStyle = colours.ground;
  context.font = labelFont(false);
}

const labelFont = (bold) => `${bold ? "bold " : ""}${LABEL_SIZE}px ${LABEL_FONT}`;

function discBox({ x, y, radius, owner }) {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, owner };
}

/** Return the first free place under, over or beside a disc. */
function roomBeside(context, disc, taken, width, height) {
  const half = widthOf(context, disc.text, disc.urgent) / 2;
  const down = disc.radius + LABEL_GAP + LABEL_LINE / 2;
  const aside = disc.radius + LABEL_GAP + half;
  const places = [
    [disc.x, disc.y + down],
    [disc.x, disc.y - down],
    [disc.x + aside, disc.y],
    [disc.x - aside, disc.y],
  ];
  const boxes = places.map(([x, y]) => boxOf(x, y, half, disc.owner));
  const inside = boxes.filter(
    (box) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height,
  );
  return (
    inside.find((box) => !taken.meets(box, disc.owner)) ?? (disc.urgent ? (inside[0] ?? boxes[0]) : undefined)
  );
}

function boxOf(x, y, half, owner) {
  return { left: x - half, right: x + half, top: y - LABEL_LINE / 2, bottom: y + LABEL_LINE / 2, owner };
}

function write(context, box, text, colour, bold, taken, written) {
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  context.font = labelFont(bold);
  context.direction = isArabic(text) ? "rtl" : "ltr";
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
  taken.add({ ...box, owner: null }); // names give way to names, their own too
  written.push({ ...box, text });
}

const widths = new Map();

function widthOf(context, text, bold) {
  const key = `${bold}${text}`;
  if (!widths.has(key)) {
    context.font = labelFont(bold);
    widths.set(key, context.measureText(text).width + 2 * LABEL_GAP);
  }
  return widths.get(key);
}

const shortened = (text) => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text);
