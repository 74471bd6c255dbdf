// The picture of the graph: sigma.js draws actors and the pairs that have ties; a canvas over it the names.

const USUAL_ACTORS = 60; // from here on, actors are drawn smaller
const MANY_PAIRS = 4000; // from here on, lines are left out while the picture moves

let renderer = null;
let colours = null;
/** What is drawn: actors by id, pairs by key, and a text that tells one drawing from another. */
let drawing = { actors: new Map(), pairs: new Map(), signature: "" };
/** Where the drawn actors are on the canvas, and the names that are written. */
let spots = new Map();
let writtenLabels = [];
/** By how much actors and lines are drawn smaller than in a large window. */
let scale = 1;
/** What the mouse or the arrow keys point at. */
let pointed = { actor: null, pair: null };

const HAS_WEBGL = Boolean(document.createElement("canvas").getContext("webgl"));

/** Show the graph of the state. */
function renderGraph() {
  if (!byId("picture")) buildGraphView();
  const drawn = drawnActors();
  renderGraphWords(drawn);
  if (!HAS_WEBGL) return;
  colours = readColours();
  const pairs = drawnPairs(drawn);
  draw(pairs, drawn);
  renderShownCounts(pairs);
}

function buildGraphView() {
  byId("view-graph").append(
    make(
      "div",
      { id: "above" },
      make("span", { id: "shown", class: "quiet" }),
      button("", () => show({ scope: state.scope === "all" ? "core" : "all", near: [] }), { id: "scope" }),
      make(
        "span",
        { id: "zoom" },
        button("+", () => zoom("animatedZoom"), { id: "zoom-in" }),
        button("−", () => zoom("animatedUnzoom"), { id: "zoom-out" }),
        button("⤢", () => zoom("animatedReset"), { id: "zoom-fit" }),
      ),
    ),
    make("div", { id: "picture", tabindex: "0", role: "application", onkeydown: graphKey }),
    make("p", { id: "graph-message", class: "message" }),
    make("ul", { id: "legend" }),
  );
}

function renderGraphWords(drawn) {
  byId("picture").setAttribute("aria-label", say("graph_keys"));
  for (const [id, key] of [
    ["zoom-in", "zoom_in"],
    ["zoom-out", "zoom_out"],
    ["zoom-fit", "fit"],
  ]) {
    byId(id).setAttribute("aria-label", say(key));
    byId(id).title = say(key);
  }
  byId("scope").hidden = state.scope === "core" && drawn.size >= shownActors.length;
  byId("scope").textContent = say(state.scope === "all" ? "show_core" : "show_all");
  const swatch = (shape, key) =>
    make(
      "li",
      {},
      make("span", { class: shape, style: { background: `var(--${key.replaceAll(" ", "-")})` } }),
      say(key),
    );
  byId("legend").setAttribute("aria-label", say("legend"));
  byId("legend").replaceChildren(
    ...TYPES.map((type) => swatch("disc", type)),
    ...["cooperation", "conflict", "mixed", "standing"].map((kind) => swatch("line", kind)),
  );
  byId("graph-message").textContent = !HAS_WEBGL ? say("no_webgl") : shownLinks.length ? "" : say("nothing");
}

function renderShownCounts(pairs) {
  byId("shown").textContent = say("shown", {
    actors: number(drawing.actors.size),
    all_actors: number(shownActors.length),
    ties: number(pairs.reduce((sum, pair) => sum + pair.links.length, 0)),
    all_ties: number(shownLinks.length),
  });
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = [
    ...TYPES,
    "cooperation",
    "conflict",
    "mixed",
    "standing",
    "text",
    "quiet",
    "ground",
    "faint",
    "focus",
  ];
  return Object.fromEntries(names.map((name) => [name, colour(name)]));
}

function draw(pairs, drawn) {
  const ends = new Set([
    ...pairs.flatMap((pair) => pair.ends),
    ...selectedActors().filter((actor) => drawn.has(actor)),
  ]);
  const told = pairs.map((pair) => [pair.key, pair.sources, pairKind(pair)]);
  const signature = JSON.stringify([[...ends].map((actor) => actor.number), told]);
  const same = renderer && signature === drawing.signature;
  drawing = {
    actors: new Map([...ends].map((actor) => [actor.id, actor])),
    pairs: new Map(pairs.map((pair) => [pair.key, pair])),
    signature,
  };
  if (same) refresh();
  else redraw();
}

function refresh() {
  scale = fittingScale();
  renderer.refresh();
}

function redraw() {
  scale = fittingScale();
  const graph = new DirectedGraph();
  for (const actor of drawing.actors.values()) graph.addNode(actor.id, nodeOf(actor));
  for (const pair of drawing.pairs.values()) graph.addEdgeWithKey(pair.key, ...arrowEnds(pair), edgeOf(pair));
  if (!renderer) startRenderer(graph);
  else renderer.setGraph(graph);
  renderer.setSetting("hideEdgesOnMove", drawing.pairs.size > MANY_PAIRS);
  renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  renderer.refresh();
}

function startRenderer(graph) {
  renderer = new Sigma(graph, byId("picture"), {
    allowInvalidContainer: true,
    renderLabels: false,
    hoverRenderer: () => {},
    labelRenderer: () => {},
    nodeReducer: nodeLook,
    edgeReducer: edgeLook,
    zIndex: true,
    stagePadding: 48,
    minCameraRatio: 0.02,
    maxCameraRatio: 3,
  });
  byId("picture").append(make("canvas", { id: "names", "aria-hidden": "true" }));
  renderer.on("afterRender", () => {
    findSpots();
    writeNames();
  });
  renderer.on("clickNode", ({ node }) => show({ selected: node }));
  renderer.on("clickStage", ({ event }) => choosePair(pairAt(event.x, event.y)));
  renderer.on("enterNode", ({ node }) => point(actorById.get(node), null));
  renderer.on("leaveNode", () => point(null, null));
  renderer.getMouseCaptor().on("mousemovebody", (event) => {
    if (!pointed.actor) point(null, pairAt(event.x, event.y));
  });
  new ResizeObserver(refresh).observe(byId("picture"));
}

const largest = () => Math.max(1, shownActors[0]?.strength ?? 1);

/** Return an actor as sigma.js takes it: the stronger the larger, and smaller the more there are. */
function nodeOf(actor) {
  const crowd = Math.min(1, Math.sqrt(USUAL_ACTORS / drawing.actors.size));
  const [least, most] = [Math.max(1.5, 5 * crowd), Math.max(8, 18 * crowd)];
  return { x: actor.x, y: actor.y, size: least + (most - least) * Math.sqrt(actor.strength / largest()) };
}

function fittingScale() {
  const { clientWidth, clientHeight } = byId("picture");
  return Math.min(1, Math.max(0.35, Math.min(clientWidth, clientHeight) / 650));
}

function edgeOf(pair) {
  const arrow = isOneWay(pair);
  const thick = drawing.pairs.size > MANY_PAIRS ? 0.5 : 1.2;
  return { type: arrow ? "arrow" : "line", size: Math.min(7, thick * (1 + Math.log2(1 + pair.sources))) };
}

const isOneWay = (pair) =>
  pair.links.every((link) => !link.relation.symmetric && link.subject === pair.links[0].subject);

function arrowEnds(pair) {
  const { subject, object } = pair.links[0];
  return [subject.id, object.id];
}

/** Return whether an actor is brought out: all are while nothing is selected, then those that it is tied to. */
function isFocused(actor) {
  const chosen = selectedActors();
  if (!chosen.length) return true;
  return (
    chosen.includes(actor) ||
    (chosen.length === 1 && actor.links.some((link) => otherEnd(link, actor) === chosen[0]))
  );
}

function isPairFocused(pair) {
  const chosen = selectedActors();
  return chosen.length === 2
    ? pair.ends.every((end) => chosen.includes(end))
    : !chosen.length || pair.ends.includes(chosen[0]);
}

function nodeLook(id, node) {
  const actor = actorById.get(id);
  const focused = isFocused(actor);
  return {
    ...node,
    size: node.size * scale,
    color: focused ? colours[actor.type] : colours.faint,
    zIndex: focused ? 1 : 0,
  };
}

function edgeLook(key, edge) {
  const pair = drawing.pairs.get(key);
  const focused = isPairFocused(pair);
  return {
    ...edge,
    size: edge.size * scale,
    color: focused ? colours[pairKind(pair)] : colours.faint,
    zIndex: focused ? 1 : 0,
  };
}

// Names, rings and the words of the ties in focus.

function findSpots() {
  spots = new Map();
  for (const actor of drawing.actors.values()) {
    const look = renderer.getNodeDisplayData(actor.id);
    const { x, y } = renderer.framedGraphToViewport(look);
    spots.set(actor, { x, y, radius: renderer.scaleSize(look.size) });
  }
}

function writeNames() {
  const canvas = byId("names");
  const { width, height } = renderer.getDimensions();
  const context = canvas.getContext("2d");
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    setStyle(canvas, { width: `${width}px`, height: `${height}px` });
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const discs = discsInView(width, height);
  for (const disc of discs) if (disc.urgent) ring(context, disc);
  writtenLabels = writeLabels(context, width, height, discs, tieWords(), colours);
}

function discsInView(width, height) {
  const chosen = new Set([...selectedActors(), pointed.actor, ...(pointed.pair?.ends ?? [])]);
  return [...drawing.actors.values()]
    .map((actor) => ({
      ...spots.get(actor),
      text: shortened(nameOf(actor)),
      owner: actor,
      urgent: chosen.has(actor),
    }))
    .filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height)
    .filter((disc) => disc.urgent || isFocused(disc.owner))
    .sort((one, other) => other.owner.strength - one.owner.strength || one.owner.number - other.owner.number);
}

function ring(context, { x, y, radius }) {
  context.beginPath();
  context.arc(x, y, radius + 3, 0, 2 * Math.PI);
  Object.assign(context, { strokeStyle: colours.focus, lineWidth: 2.5 });
  context.stroke();
}

/** Return the words of the ties that are pointed at or selected, in the middle of their lines. */
function tieWords() {
  const pairs = [...drawing.pairs.values()].filter(
    (pair) => pair === pointed.pair || (selectedActors().length && isPairFocused(pair)),
  );
  return pairs.map((pair) => {
    const [one, other] = pair.ends.map((end) => spots.get(end));
    const more = pair.links.length > 1 ? ` +${pair.links.length - 1}` : "";
    return {
      x: (one.x + other.x) / 2,
      y: (one.y + other.y) / 2,
      text: relationName(pair.links[0].relation) + more,
    };
  });
}
