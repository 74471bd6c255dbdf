// Who does what to whom: cooperation and conflict of the strongest actors, from row to column.

const MATRIX_ACTORS = 20;

function renderMatrix() {
  const deeds = shownLinks.filter(
    (link) => broadKind(link.kind) !== link.kind && link.subject !== link.object,
  );
  const some = matrixActors(deeds);
  const cells = matrixCells(deeds, new Set(some));
  byId("view-matrix").replaceChildren(
    make("p", { class: "quiet" }, say("matrix_hint", { n: some.length })),
    some.length
      ? make("div", { class: "scroll", tabindex: "-1" }, matrixTable(some, cells))
      : make("p", { class: "message" }, say("no_deeds")),
  );
}

function matrixActors(deeds) {
  const weight = new Map();
  for (const link of deeds)
    for (const end of [link.subject, link.object]) weight.set(end, (weight.get(end) ?? 0) + link.sources);
  const ranked = [...weight.keys()].sort(
    (one, other) => weight.get(other) - weight.get(one) || one.number - other.number,
  );
  return ranked.slice(0, MATRIX_ACTORS);
}

/** Return the counts of claims by row and column; what goes both ways counts in both cells. */
function matrixCells(deeds, some) {
  const cells = new Map();
  const add = (row, column, link) => {
    const key = `${row.number} ${column.number}`;
    if (!cells.has(key)) cells.set(key, { cooperation: 0, conflict: 0 });
    cells.get(key)[broadKind(link.kind)] += link.shown.length;
  };
  for (const link of deeds) {
    if (!some.has(link.subject) || !some.has(link.object)) continue;
    add(link.subject, link.object, link);
    if (link.relation.symmetric) add(link.object, link.subject, link);
  }
  return cells;
}

function matrixTable(some, cells) {
  const name = (actor, scope) =>
    make(
      "th",
      { scope },
      button(isolated(nameOf(actor)), () => openActor(actor), { class: "name", title: nameOf(actor) }),
    );
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.cooperation + cell.conflict));
  return make(
    "table",
    { class: "matrix", onkeydown: matrixKey },
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        make("td"),
        some.map((actor) => name(actor, "col")),
      ),
    ),
    make(
      "tbody",
      {},
      some.map((row) =>
        make(
          "tr",
          {},
          name(row, "row"),
          some.map((column) =>
            make("td", {}, matrixCell(row, column, cells.get(`${row.number} ${column.number}`), most)),
          ),
        ),
      ),
    ),
  );
}

function matrixCell(row, column, cell, most) {
  if (!cell) return null;
  const words = say("matrix_cell", {
    a: nameOf(row),
    b: nameOf(column),
    up: cell.cooperation,
    down: cell.conflict,
  });
  const number = (side) =>
    cell[side]
      ? make(
          "span",
          { class: `count ${side}`, style: { "--share": `${Math.round(20 + (60 * cell[side]) / most)}%` } },
          String(cell[side]),
        )
      : null;
  return button([number("cooperation"), number("conflict")], () => show({ selected: pairKey(row, column) }), {
    class: "cell",
    "aria-label": words,
    title: words,
  });
}

const pairKey = (...ends) =>
  ends
    .sort((one, other) => one.number - other.number)
    .map((end) => end.id)
    .join("|");

/** Arrow keys go from cell to cell that holds something, along rows and columns. */
function matrixKey(event) {
  const direction = DIRECTIONS[event.key];
  const from = document.activeElement.closest("td");
  if (!direction || !from) return;
  const [dx, dy] = state.language === "ar" ? [-direction[0], direction[1]] : direction;
  const grid = [...event.currentTarget.tBodies[0].rows].map((row) => [...row.cells]);
  let y = from.parentElement.sectionRowIndex + dy;
  let x = from.cellIndex + dx;
  while (grid[y]?.[x] && !grid[y][x].querySelector(".cell")) [x, y] = [x + dx, y + dy];
  grid[y]?.[x]?.querySelector(".cell")?.focus();
  event.preventDefault();
}
