// From the address to the page: whatever changes, the address changes first.

/** Whether the next selection takes the focus, as it does when it was made with the keyboard. */
let focusDetails = false;

const SHOW_VIEW = {
  graph: renderGraph,
  list: renderListView,
  timeline: renderTimeline,
  matrix: renderMatrix,
};
/** Views that show a selection in no way: they stay as they are, scrolled and unfolded. */
const STILL_VIEWS = ["list", "matrix"];

/** Show the state that the address tells of. */
function follow() {
  const before = state;
  state = parseState(location.hash);
  const changed = (names) => names.some((name) => !sameValue(state[name], before[name]));
  if (changed([...FILTERS, "language", "view"])) renderAll();
  else renderSelection();
  if (changed(["selected"])) selectionChanged();
}

function renderAll() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === "ar" ? "rtl" : "ltr";
  applyFilters();
  renderFrame();
  renderPanel();
  renderDetails();
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== state.view;
  SHOW_VIEW[state.view]();
}

function renderSelection() {
  renderDetails();
  if (!STILL_VIEWS.includes(state.view)) SHOW_VIEW[state.view]();
}

function renderFrame() {
  const { documents, entities, ties, ties_shown } = DATA.counts;
  document.title = `${say("title")} · kg`;
  byId("title").textContent = say("title");
  byId("counts").replaceChildren(
    [say("documents_n", { n: documents }), say("actors_n", { n: entities }), say("ties_n", { n: ties })].join(
      " · ",
    ),
    ties_shown < ties
      ? make(
          "strong",
          { id: "left-out" },
          " ",
          say("left_out", { shown: number(ties_shown), total: number(ties) }),
        )
      : "",
  );
  byId("skip").textContent = say("skip");
  byId("language").textContent = say("other_language");
  byId("language").lang = state.language === "ar" ? "en" : "ar";
  byId("views").setAttribute("aria-label", say("views"));
  byId("views").replaceChildren(
    ...VIEWS.map((view) =>
      button(say(view), () => show({ view }), {
        id: `show-${view}`,
        "aria-current": view === state.view ? "page" : null,
      }),
    ),
  );
  byId("details").setAttribute("aria-label", say("details"));
  renderSearchWords();
}

function selectionChanged() {
  announce(byId("details-title").textContent);
  if (focusDetails) byId("details-title").focus();
  focusDetails = false;
}

/** Escape closes what is selected, after the search; what is opened with a key gets the focus. */
function pageKey(event) {
  focusDetails = ["Enter", " ", "Escape"].includes(event.key) && event.target.id !== "query";
  if (event.key === "Escape" && state.selected && !byId("query").value) show({ selected: "" });
}

function start() {
  buildSearch();
  byId("language").addEventListener("click", () => show({ language: state.language === "ar" ? "en" : "ar" }));
  byId("filters").open = innerWidth > 800;
  document.addEventListener("keydown", pageKey, { capture: true });
  addEventListener("hashchange", follow);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", renderAll);
  state = parseState(location.hash);
  renderAll();
}

/** For scripts that steer the page: where things are in the window, which names are written, how names fold. */
self.explore = {
  placeOf: (id) => inWindow(spots.get(actorById.get(id))),
  placeOfPair(one, other) {
    const [from, to] = [one, other].map((id) => spots.get(actorById.get(id)));
    return inWindow({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  },
  labels: () => writtenLabels.map(({ owner, ...box }) => box),
  camera: () => renderer.getCamera(),
  fold,
};

function inWindow({ x, y }) {
  const { left, top } = byId("picture").getBoundingClientRect();
  return { x: left + x, y: top + y };
}

start();
