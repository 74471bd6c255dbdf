// What is selected, and which actors and pairs the picture shows.

/** Return what is selected: an actor, a tie, or the two actors of a pair; nothing where there is no such thing. */
function selection() {
  const [one, other] = state.selected.split("|").map((id) => actorById.get(id));
  if (one && other) return { pair: [one, other] };
  if (one) return { actor: one };
  const link = linkById.get(state.selected);
  return link ? { link } : {};
}

/** Return the actors that the selection is about. */
function selectedActors() {
  const { actor, link, pair } = selection();
  return actor ? [actor] : link ? [link.subject, link.object] : (pair ?? []);
}

/** Neighbours that come with a selected actor, so that it never stands alone. */
const COMPANY = 8;
/** Pairs of actors that the first view connects; every actor keeps its best supported tie. */
const CORE_PAIRS = 70;

/** Return the actors to draw: all, or the strongest with what was asked for beside them. */
function drawnActors() {
  if (state.scope === "all") return new Set(shownActors);
  const drawn = new Set(shownActors.slice(0, DATA.core));
  for (const actor of [...drawn]) addNeighbours(drawn, actor, 1);
  for (const actor of state.near.map((id) => actorById.get(id)).filter(Boolean))
    addNeighbours(drawn, actor, Infinity);
  for (const actor of selectedActors()) addNeighbours(drawn, actor, COMPANY);
  return drawn;
}

/** Return whether the picture leaves out some neighbour of an actor. */
function hasHiddenNeighbours(actor) {
  const drawn = drawnActors();
  return actor.links.some((link) => !drawn.has(otherEnd(link, actor)));
}

function addNeighbours(drawn, actor, count) {
  if (!actor.links.length) return;
  drawn.add(actor);
  const others = [...new Set(actor.links.map((link) => otherEnd(link, actor)))];
  others.sort((one, other) => other.strength - one.strength || one.number - other.number);
  const missing = count - others.filter((other) => drawn.has(other)).length;
  others
    .filter((other) => !drawn.has(other))
    .slice(0, Math.max(0, missing))
    .forEach((other) => drawn.add(other));
}

/** Return the pairs of drawn actors, each with its links, the best supported first. */
function drawnPairs(drawn) {
  const pairs = new Map();
  for (const link of shownLinks) {
    if (link.subject === link.object || !drawn.has(link.subject) || !drawn.has(link.object)) continue;
    const ends = [link.subject, link.object].sort((one, other) => one.number - other.number);
    const key = ends.map((end) => end.id).join("|");
    if (!pairs.has(key)) pairs.set(key, { key, ends, links: [], sources: 0 });
    const pair = pairs.get(key);
    pair.links.push(link);
    pair.sources += link.sources;
  }
  const ranked = [...pairs.values()].sort((one, other) => other.sources - one.sources);
  return state.scope === "all" ? ranked : strongestPairs(ranked);
}

function strongestPairs(ranked) {
  const asked = new Set([...selectedActors(), ...state.near.map((id) => actorById.get(id))]);
  const connected = new Set();
  return ranked.filter((pair, rank) => {
    const kept = rank < CORE_PAIRS || pair.ends.some((end) => asked.has(end) || !connected.has(end));
    if (kept) pair.ends.forEach((end) => connected.add(end));
    return kept;
  });
}

/** Return what kind of ties a pair has: cooperation, conflict, both, or neither. */
function pairKind(pair) {
  const kinds = new Set(pair.links.map((link) => broadKind(link.kind)));
  if (kinds.has("cooperation") && kinds.has("conflict")) return "mixed";
  return kinds.has("cooperation") ? "cooperation" : kinds.has("conflict") ? "conflict" : "standing";
}

/** Return the side of a kind of tie: cooperation or conflict; else it is itself. */
function broadKind(kind) {
  return kind.endsWith("cooperation") ? "cooperation" : kind.endsWith("conflict") ? "conflict" : kind;
}
