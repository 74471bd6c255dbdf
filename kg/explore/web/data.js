// The graph as objects that point to each other, from the columns of the data block.

const DATA = JSON.parse(byId("data").textContent);

/** Return the rows of a table that is stored by column, each with its number. */
function rows(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, number) =>
    Object.fromEntries([["number", number], ...names.map((name) => [name, columns[name][number]])]),
  );
}

const actors = rows(DATA.entities);
const texts = rows(DATA.documents);
const links = rows(DATA.links).map(toLink);
const claims = rows(DATA.claims).map(toClaim);
const actorById = new Map(actors.map((actor) => [actor.id, actor]));
const linkById = new Map(links.map((link) => [link.id, link]));

function toLink(row) {
  const subject = actors[row.subject];
  const object = actors[row.object];
  const relation = DATA.relations[row.relation];
  const id = `${subject.id}:${relation.name}:${object.id}`;
  return { number: row.number, id, subject, relation, object, kind: relation.quad ?? "standing", claims: [] };
}

function toClaim(row) {
  const link = links[row.link];
  const text = texts[row.document];
  const claim = {
    ...row,
    link,
    text,
    sentence: DATA.sentences[row.sentence],
    speaker: row.speaker === null ? null : actors[row.speaker],
    place: row.place === null ? null : actors[row.place],
    ...timeOf(row, text),
  };
  link.claims.push(claim);
  return claim;
}

/** Return when a claim may hold: an event without an end lasts until its text tells of it. */
function timeOf({ start, end }, { published }) {
  const from = start ?? end ?? published;
  const to = end ?? (published && published > from ? published : from);
  return { from, to };
}

/** Return the other end of a link. */
function otherEnd(link, actor) {
  return link.subject === actor ? link.object : link.subject;
}

/** Return how a name is looked for: its letters as `kg.language.folding` folds them. */
function fold(name) {
  const folded = Array.from(name.normalize("NFKC"), (letter) => DATA.folding[letter] ?? letter.toLowerCase());
  return folded.join("").trim().replace(/ +/g, " ");
}
