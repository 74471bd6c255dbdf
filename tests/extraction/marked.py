"""Hand-built documents from marked text, so that claims are tested without the components before them.

«التقى [بوتين](person/putin Person) [الروسي](country/russia Country demonym)»: a mention, its local key,
its type, and `demonym` or `party` where it is one. «{البلدين}(both-countries country/a country/b)»: a
reference with its antecedents. «<أمس>(2024-06-18)»: a date, of one day or, with «..», of two ends; the last
may be open.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extraction.claims
import kg.extraction.filter
import kg.extraction.status  # noqa: F401 (these three register the components)
from kg.actors import Actors
from kg.extraction import state
from kg.extraction.state import ClaimDraft
from kg.records import EntityType, Form, LocalEntity

_MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)|\{([^}]+)\}\(([^)]+)\)|<([^>]+)>\(([^)]+)\)")
_TOKEN = re.compile(r"\s+|[\w\u064b-\u0652]+|.", re.DOTALL)
_ENDS = frozenset(".؟!\n")


@cache
def components() -> Language:
    nlp = spacy.blank("ar")
    for name in ("kg_claims", "kg_status", "kg_ontology"):
        nlp.add_pipe(name)
    return nlp


def build(text: str) -> Doc:
    """The `Doc` of a marked text, before any claim component."""
    words: list[str] = []
    spaces: list[bool] = []
    marks: list[tuple[int, int, int, str]] = []  # first token, token after, group of the pattern, data
    position = 0
    for match in [*_MARK.finditer(text), None]:
        _tokens(text[position : match.start() if match else len(text)], words, spaces)
        if match is None:
            break
        group = next(number for number in (1, 3, 5) if match.group(number))
        start = len(words)
        _tokens(match.group(group), words, spaces)
        marks.append((start, len(words), group, match.group(group + 1)))
        position = match.end()
    starts = [index == 0 or words[index - 1] in _ENDS for index in range(len(words))]
    doc = Doc(components().vocab, words=words, spaces=spaces, sent_starts=starts)
    _annotate(doc, marks)
    return doc


def _tokens(text: str, words: list[str], spaces: list[bool]) -> None:
    for token in _TOKEN.findall(text):
        if token == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(token)
            spaces.append(False)


def _annotate(doc: Doc, marks: list[tuple[int, int, int, str]]) -> None:
    mentions, references, dates = [], [], []
    for start, end, group, data in marks:
        head, *rest = data.split()
        if group == 1:
            span = Span(doc, start, end, label=rest[0], kb_id=head)
            span._.form = Form.DEMONYM if "demonym" in rest else Form.NAME
            actor = Actors.default().get(head)
            known = head if actor is not None or head.startswith(("country/", "place/")) else None
            state.entities(doc)[head] = LocalEntity(
                key=head,
                type=EntityType(rest[0]),
                name=span.text,
                surfaces=(span.text,),
                subtype="party" if "party" in rest else None,
                known_id=known,
                country_id=actor.country_id if actor is not None else None,
            )
            mentions.append(span)
        elif group == 3:
            span = Span(doc, start, end, label=head)
            span._.antecedents = tuple(rest)
            references.append(span)
        else:
            first, dots, last = head.partition("..")
            span = Span(doc, start, end, label="range" if last else "day")
            span._.date = (
                date.fromisoformat(first),
                None if dots and not last else date.fromisoformat(last or first),
            )
            dates.append(span)
    doc.spans[state.MENTIONS] = mentions
    doc.spans[state.REFERENCES] = references
    doc.spans[state.DATES] = dates


def process(text: str) -> Doc:
    """The `Doc` of a marked text after all claim components."""
    doc = build(text)
    for _, component in components().pipeline:
        doc = component(doc)
    return doc


def drafts(text: str) -> list[ClaimDraft]:
    return state.claims(process(text))


def claims(text: str) -> set[tuple[str, str, str]]:
    """Subject, relation and object of every claim; keys without their prefix."""
    return {
        (_bare(draft.subject.kb_id_), draft.relation, _bare(draft.object.kb_id_)) for draft in drafts(text)
    }


def only(text: str, relation: str) -> ClaimDraft:
    """The one claim of a relation in a marked text."""
    (found,) = [draft for draft in drafts(text) if draft.relation == relation]
    return found


def _bare(key: str) -> str:
    return key.partition("/")[2]


PUTIN = "[بوتين](person/putin Person)"
KIM = "[كيم](person/kim Person)"
SISI = "[السيسي](person/sisi Person)"
ERDOGAN = "[أردوغان](person/erdogan Person)"
RUSSIA = "[روسيا](country/russia Country)"
NORTH_KOREA = "[كوريا الشمالية](country/north-korea Country)"
CHINA = "[الصين](country/china Country)"
UKRAINE = "[أوكرانيا](country/ukraine Country)"
IRAN = "[إيران](country/iran Country)"
QATAR = "[قطر](country/qatar Country)"
EGYPT = "[مصر](country/egypt Country)"
WASHINGTON = "[واشنطن](country/united-states Country)"
RUSSIAN = "[الروسي](country/russia Country demonym)"
RUSSIAN_F = "[الروسية](country/russia Country demonym)"
TURKISH = "[التركي](country/turkey Country demonym)"
HEZBOLLAH = "[حزب الله](organization/hezbollah Organization)"
REUTERS = "[رويترز](organization/reuters Organization)"
