// Which claims pass the filters, and what that makes of ties and actors.

/** Links with a claim that passes, the best supported first; set by `applyFilters`. */
let shownLinks = [];
/** Actors with such a link, the strongest first. */
let shownActors = [];

/** Find what passes. Links get `shown` (claims) and `sources`; actors `links` and `strength`. */
function applyFilters() {
  for (const actor of actors) Object.assign(actor, { links: [], strength: 0 });
  shownLinks = links.filter(passes);
  for (const link of shownLinks) {
    for (const actor of new Set([link.subject, link.object])) {
      actor.links.push(link);
      actor.strength += link.sources;
    }
  }
  shownLinks.sort(
    (one, other) =>
      other.sources - one.sources || other.shown.length - one.shown.length || one.number - other.number,
  );
  shownActors = actors
    .filter((actor) => actor.links.length)
    .sort((one, other) => other.strength - one.strength || one.number - other.number);
}

function passes(link) {
  link.shown = linkPasses(link) ? link.claims.filter(claimPasses) : [];
  link.sources = new Set(link.shown.map((claim) => claim.text.origin)).size;
  return link.shown.length > 0;
}

function linkPasses(link) {
  return (
    state.kind.includes(link.kind) &&
    (!state.relation || link.relation.name === state.relation) &&
    state.type.includes(link.subject.type) &&
    state.type.includes(link.object.type)
  );
}

function claimPasses(claim) {
  return (
    state.polarity.includes(claim.polarity) &&
    state.modality.includes(claim.modality) &&
    claim.confidence >= state.confidence &&
    state.source.includes(claim.text.source ?? "") &&
    inTime(claim)
  );
}

/** A claim passes that may have been in the time asked for; one without any date only if none is. */
function inTime(claim) {
  if (!state.from && !state.to) return true;
  if (!claim.from) return false;
  return (!state.from || claim.to >= state.from) && (!state.to || claim.from <= state.to);
}

const isTie = (link) =>
  link.claims.some((claim) => claim.polarity === "asserted" && claim.modality === "actual");
