"""Sentences judged for one kind of event: is it there, who did it, and to whom by country.

The outside test is the development half of the Arabic gold-standard records of the Open Event Data Alliance
(`arabic_event_gsr`): ASSAULT and PROTEST, which our ontology has as the PLOVER types of ATTACKS and
PROTESTS_AGAINST. Annotated documents give sentences of the same form.

Choices, as the set comes without a scorer:

* Each sentence is read alone.
* `claims`: a sentence has the event if a claim of such a relation is read from it, whatever its polarity and
  modality, since the annotators judged whether the sentence is about such an event.
* `claims or triggers`: or if a word of the lexicon states such a relation, though its sides stay open (most
  sentences of the set name no actor). Triggers that need a second word count where that word follows.
* Positive are sentences labelled `yes`. Negative are the `easy no`, as in the figures known for a keyword
  list, or all `no`; ambiguous ones are left out.
* On sentences with marked actors: the right type is found where the sentence has the event (recall; there are
  no negatives). Both countries are right where one claim of it has the ISO codes of the source and of the
  target of one annotator: a share of the few sentences with two codes, and of all. The third reading lets
  "no country" match too: a side that annotators give no country must have none, or no actor, here.
* The country of an actor is itself, its `country_id`, or what a standing tie of the same sentence says.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.actors import Actors
from kg.errors import ReadError
from kg.evaluation.alignment import overlap
from kg.evaluation.gold import GoldClaim, GoldDocument
from kg.evaluation.measures import Count
from kg.extraction.pipeline import extract, load
from kg.extraction.triggers import TriggerLexicon
from kg.language.normalize import fold, name_key
from kg.ontology import Ontology
from kg.records import Claim, Document, Extraction, document_id

__all__ = [
    "Codes",
    "EventScores",
    "EventSentence",
    "annotated_sentences",
    "read_detection",
    "read_spans",
    "score_events",
]

#: ISO codes of the source's and of the target's country, None where there is none.
Codes = tuple[str | None, str | None]

_ISO3 = re.compile(r"[A-Z]{3}")
#: Codes of the set that look like countries and are none.
_NO_COUNTRY = frozenset({"IMG", "INT", "IGO", "NGO", "KUR"})
#: How far after a trigger the word that it needs may stand, in words.
_REACH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSentence:
    """A judged sentence: `label` is yes, easy no, difficult no or ambiguous; `codes` are the annotators'."""

    text: str
    event: str
    label: str = "yes"
    codes: frozenset[Codes] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScores:
    """Counts for one event: `detection` by (evidence, negatives), `spans` by what is right."""

    event: str
    detection: Mapping[tuple[str, str], Count]
    spans: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read in a sentence, by relation."""

    claims: Mapping[str, frozenset[Codes]]
    triggers: frozenset[str]


def read_detection(path: Path) -> tuple[EventSentence, ...]:
    """Read a CSV file of judged sentences: columns `text`, `event_type`, `label`."""
    with _opened(path) as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"text", "event_type", "label"} <= rows[0].keys():
        raise ReadError(f"{path} has no columns text, event_type and label.", "Look at --data.")
    return tuple(EventSentence(text=r["text"], event=r["event_type"], label=r["label"]) for r in rows)


def read_spans(path: Path) -> tuple[EventSentence, ...]:
    """Read a JSON file of sentences with the actors that annotators marked in them."""
    with _opened(path) as file:
        rows: list[dict[str, Any]] = json.load(file)
    return tuple(
        EventSentence(
            text=row["text"],
            event=row["event_type"],
            codes=frozenset(
                (_code(span.get("source_role")), _code(span.get("target_role"))) for span in row["spans"]
            ),
        )
        for row in rows
    )


def _opened(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}.", "Look at --data and --shared."
        ) from error


def _code(role: Any) -> str | None:
    code = role.get("main") if isinstance(role, dict) else None
    return code if code and _ISO3.fullmatch(code) and code not in _NO_COUNTRY else None


def annotated_sentences(gold: Iterable[GoldDocument], event: str) -> tuple[EventSentence, ...]:
    """Return the sentences of documents: `yes` where a claim of the event rests on one, else `easy no`."""
    relations = _relations(event)
    actors = Actors.default()
    sentences = []
    for document in gold:
        countries = {entity.id: _iso3(actors, entity.name_ar) for entity in document.entities}
        stated = [claim for claim in document.claims if claim.relation in relations]
        for start, end in _sentence_spans(document.text):
            here = [c for c in stated if any(overlap((start, end), s) for s in c.sentences)]
            codes = frozenset(_gold_codes(claim, countries) for claim in here)
            label = "yes" if here else "easy no"
            text = document.text[start:end].strip()
            sentences.append(EventSentence(text=text, event=event, label=label, codes=codes))
    return tuple(sentences)


def _gold_codes(claim: GoldClaim, countries: Mapping[str, str | None]) -> Codes:
    return countries.get(claim.subject), countries.get(claim.object)


def _iso3(actors: Actors, name: str | None) -> str | None:
    found = actors.by_key(name_key(name)) if name else ()
    return found[0].iso3 if found else None


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    nlp = load("ar")
    doc = nlp.get_pipe("kg_sentences")(nlp.tokenizer(text))
    for sentence in doc.sents:
        if any(map(str.isalpha, sentence.text)):
            yield sentence.start_char, sentence.end_char


def score_events(event: str, judged: Sequence[EventSentence], marked: Sequence[EventSentence]) -> EventScores:
    """Score detection on `judged` sentences, and types and countries on `marked` ones, all of one event."""
    relations = _relations(event)
    found = _read([sentence.text for sentence in (*judged, *marked)])

    def has(sentence: EventSentence, evidence: str) -> bool:
        here = found[sentence.text]
        claimed = not relations.isdisjoint(here.claims)
        return claimed or (evidence != "claims" and not relations.isdisjoint(here.triggers))

    detection = {
        (evidence, negatives): Count.of_sets(
            {n for n, one in enumerate(judged) if _judged(one, negatives) and has(one, evidence)},
            {n for n, one in enumerate(judged) if one.label == "yes"},
        )
        for evidence in ("claims", "claims or triggers")
        for negatives in ("easy no", "no")
    }
    coded = [one for one in marked if any(None not in codes for codes in one.codes)]
    right = sum(_both_right(one, found[one.text], relations) for one in coded)
    alike = sum(_as_annotated(one, found[one.text], relations) for one in marked)
    spans = {
        "right type, claims": Count.of_share(sum(has(one, "claims") for one in marked), len(marked)),
        "right type, claims or triggers": Count.of_share(
            sum(has(one, "claims or triggers") for one in marked), len(marked)
        ),
        "both countries, of those with two": Count.of_share(right, len(coded)),
        "both countries, of all": Count.of_share(right, len(marked)),
        "both as annotated, or none": Count.of_share(alike, len(marked)),
    }
    return EventScores(event=event, detection=detection, spans=spans)


def _judged(sentence: EventSentence, negatives: str) -> bool:
    return sentence.label == "yes" or sentence.label.endswith(negatives)


def _both_right(sentence: EventSentence, found: _Found, relations: frozenset[str]) -> bool:
    wanted = {codes for codes in sentence.codes if None not in codes}
    return any(not wanted.isdisjoint(found.claims.get(relation, ())) for relation in relations)


def _as_annotated(sentence: EventSentence, found: _Found, relations: frozenset[str]) -> bool:
    """Return whether the codes are an annotator's, None for None; a trigger alone names no country."""
    here = {codes for relation in relations for codes in found.claims.get(relation, ())}
    if not here and not relations.isdisjoint(found.triggers):
        here = {(None, None)}
    return not here.isdisjoint(sentence.codes)


def _relations(event: str) -> frozenset[str]:
    return frozenset(relation.name for relation in Ontology.default() if relation.plover == event)


def _read(texts: Iterable[str]) -> dict[str, _Found]:
    documents = {text: Document(id=document_id(text), path="", text=text) for text in dict.fromkeys(texts)}
    lexicon, actors = TriggerLexicon.default(), Actors.default()
    return {
        text: _Found(_coded_claims(extraction, actors), _triggers(text, lexicon))
        for text, extraction in zip(documents, extract(documents.values()), strict=True)
    }


def _coded_claims(extraction: Extraction, actors: Actors) -> dict[str, frozenset[Codes]]:
    countries = _countries(extraction, actors)
    found: dict[str, set[Codes]] = {}
    for claim in extraction.claims:
        codes = countries.get(claim.subject_id), countries.get(claim.object_id)
        found.setdefault(claim.relation, set()).add(codes)
    return {relation: frozenset(codes) for relation, codes in found.items()}


def _countries(extraction: Extraction, actors: Actors) -> dict[str, str]:
    """Return the ISO code of the country of each entity, by its key."""
    found: dict[str, str] = {}
    for entity in extraction.entities:
        actor = actors.get(entity.known_id or "")
        ids = (entity.known_id, entity.country_id, actor.country_id if actor else None)
        codes = (country.iso3 for id_ in ids if id_ and (country := actors.get(id_)))
        if code := next((code for code in codes if code), None):
            found[entity.key] = code
    ontology = Ontology.default()
    ties: list[Claim] = [c for c in extraction.claims if ontology.relation(c.relation).family == "standing"]
    for claim in ties:
        if claim.subject_id not in found and claim.object_id in found:
            found[claim.subject_id] = found[claim.object_id]
    return found


def _triggers(text: str, lexicon: TriggerLexicon) -> frozenset[str]:
    words = fold(text).split()
    return frozenset(
        hit.trigger.relation
        for at, word in enumerate(words)
        for hit in lexicon.hits(word)
        if not hit.trigger.needs or not hit.trigger.needs.isdisjoint(words[at + 1 : at + 1 + _REACH])
    )
