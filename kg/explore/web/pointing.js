// What the mouse and the keys do in the picture of the graph.

const NEAR_ENOUGH = 7; // pixels from a line within which a click means it
const STEADY = matchMedia("(prefers-reduced-motion: reduce)");

function point(actor, pair) {
  if (pointed.actor === actor && pointed.pair === pair) return;
  pointed = { actor, pair };
  byId("picture").classList.toggle("pointing", Boolean(actor || pair));
  writeNames();
}

/** Return the pair whose line lies nearest to a point, if it is near enough. */
function pairAt(x, y) {
  let nearest = null;
  let least = NEAR_ENOUGH;
  for (const pair of drawing.pairs.values()) {
    const distance = distanceToLine({ x, y }, ...pair.ends.map((end) => spots.get(end)));
    if (distance < least) [nearest, least] = [pair, distance];
  }
  return nearest;
}

function distanceToLine(point, one, other) {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const along = ((point.x - one.x) * dx + (point.y - one.y) * dy) / (dx * dx + dy * dy || 1);
  const near = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - one.x - near * dx, point.y - one.y - near * dy);
}

function choosePair(pair) {
  if (!pair) show({ selected: "" });
  else show({ selected: pair.links.length === 1 ? pair.links[0].id : pair.key });
}

function zoom(motion) {
  renderer?.getCamera()[motion]({ duration: STEADY.matches ? 1 : 200 });
}

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function graphKey(event) {
  if (!renderer) return;
  if (event.key in DIRECTIONS) walk(...DIRECTIONS[event.key]);
  else if (event.key === "Enter" && pointed.actor) show({ selected: pointed.actor.id });
  else if (event.key === "+" || event.key === "=") zoom("animatedZoom");
  else if (event.key === "-") zoom("animatedUnzoom");
  else return;
  event.preventDefault();
}

/** Point at the nearest actor in a direction; at the strongest to begin with. */
function walk(dx, dy) {
  const from = pointed.actor ?? selectedActors()[0];
  const all = [...drawing.actors.values()];
  const next =
    from && drawing.actors.has(from.id)
      ? nearestTowards(from, all, dx, dy)
      : all.sort((a, b) => b.strength - a.strength)[0];
  if (!next) return;
  point(next, null);
  announce(`${nameOf(next)}: ${say("ties_n", { n: next.links.length })}`);
}

function nearestTowards(from, all, dx, dy) {
  const here = spots.get(from);
  let best = null;
  let least = Infinity;
  for (const actor of all) {
    const there = spots.get(actor);
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy - (there.y - here.y) * dx);
    if (actor !== from && ahead > aside && ahead + aside < least) [best, least] = [actor, ahead + aside];
  }
  return best;
}
