"""The component `kg_ontology`: only legal claims pass, one for each statement; what falls out is counted.

Nobody visits, meets or threatens the state whose office he holds: «وصل رئيس الوزراء اليمني إلى عدن». Who
talks to a newspaper is interviewed: of 761 meetings in the annotated articles one is with a news outlet. But
where the state of an office is a guess, a deed towards it tells that it is another's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.references import ReferenceWords
from kg.extraction.standing import GUESSED
from kg.extraction.state import ClaimDraft
from kg.language.normalize import fold
from kg.ontology import Ontology
from kg.records import EntityType
from kg.report import Drop

__all__ = ["ClaimFilter"]

_OFFICES = frozenset({"LEADS", "HOLDS_OFFICE"})
_SURE = 0.5
_MEETING, _MEDIA = "MET_WITH", "media"
_NOUN_BEFORE = 2  # tokens before a name, for the noun and a quotation mark
#: Deeds that no person does with the state of his office: not one of 1,400 in the annotated articles.
_WITH_OTHERS = frozenset(
    {
        "VISITED", "MET_WITH", "SIGNED_WITH", "COOPERATES_WITH", "TRADES_WITH", "SUPPLIES", "AIDS", "ALLY_OF",
        "RIVAL_OF", "MEDIATES", "SANCTIONS", "THREATENS", "CONCERNED_ABOUT", "MOBILIZES_AGAINST",
    }
)  # fmt: skip
#: What governments do to other states only, and how sure such a claim must be.
_TOWARDS_OTHERS = _WITH_OTHERS | {"ACCUSES", "CALLS_ON", "SUPPORTS", "PLEDGES_TO"}
_LIKELY = 0.4


class ClaimFilter:
    """Checks every draft against the ontology, orders symmetric pairs, and merges repeats within a
    sentence.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def __call__(self, doc: Doc) -> Doc:
        """Replace the drafts by those that hold, in text order."""
        drafts = state.claims(doc)
        foreign = _foreign(drafts)
        states = _states(draft for draft in drafts if not _is_refuted(draft, foreign))
        best: dict[tuple[object, ...], ClaimDraft] = {}
        for draft in drafts:
            refuted = _is_refuted(draft, foreign)
            fault = Drop.CLAIM_CONTRADICTED if refuted else self._fault(doc, draft, states)
            if fault is not None:
                state.drop(doc, fault)
                continue
            self._order(draft)
            key = _statement(draft)
            other = best.get(key)
            if other is None:
                best[key] = draft
                continue
            state.drop(doc, Drop.CLAIM_REPEATED)
            if _rank(draft) > _rank(other):
                best[key] = draft
        drafts[:] = sorted(best.values(), key=_position)
        return doc

    def _fault(self, doc: Doc, draft: ClaimDraft, states: Mapping[str, str]) -> Drop | None:
        one, other = draft.subject.kb_id_, draft.object.kb_id_
        if draft.relation == _MEETING and any(_is_outlet(doc, end) for end in (draft.subject, draft.object)):
            return Drop.CLAIM_INTERVIEW
        if draft.relation in _WITH_OTHERS and (states.get(one) == other or states.get(other) == one):
            return Drop.CLAIM_OWN_STATE
        if draft.subject.kb_id_ == draft.object.kb_id_:
            return Drop.CLAIM_SELF
        if draft.relation not in self.ontology:
            return Drop.CLAIM_ILLEGAL_PAIR
        legal = self.ontology.relation(draft.relation).allows(draft.subject.label_, draft.object.label_)
        return None if legal else Drop.CLAIM_ILLEGAL_PAIR

    def _order(self, draft: ClaimDraft) -> None:
        """Put the pair of a symmetric relation in the order of the local keys."""
        if self.ontology.relation(draft.relation).symmetric and draft.object.kb_id_ < draft.subject.kb_id_:
            draft.subject, draft.object = draft.object, draft.subject


def _foreign(drafts: Iterable[ClaimDraft]) -> set[tuple[str, str]]:
    """Return the pairs of a person and a state that he does something towards."""
    return {
        (one.kb_id_, other.kb_id_)
        for draft in drafts
        if draft.relation in _TOWARDS_OTHERS and draft.confidence >= _LIKELY
        for one, other in ((draft.subject, draft.object), (draft.object, draft.subject))
    }


def _is_refuted(draft: ClaimDraft, foreign: Collection[tuple[str, str]]) -> bool:
    return bool(draft.notes.get(GUESSED)) and (draft.subject.kb_id_, draft.object.kb_id_) in foreign


def _is_outlet(doc: Doc, span: Span) -> bool:
    """Return whether a name is a news outlet's, as known or by the noun before it: «شبكة "سي بي إس"»."""
    if span.label_ != EntityType.ORGANIZATION:
        return False
    before = [fold(token.text) for token in doc[max(0, span.start - _NOUN_BEFORE) : span.start + 1]]
    named_so = any(not heads.isdisjoint(before) for heads in ReferenceWords.default().outlets.values())
    return named_so or state.entities(doc)[span.kb_id_].subtype == _MEDIA


def _states(drafts: Iterable[ClaimDraft]) -> dict[str, str]:
    """Return the state whose office each person holds; of several the one that is claimed most surely."""
    offices = [
        draft
        for draft in drafts
        if draft.relation in _OFFICES
        and draft.object.label_ == EntityType.COUNTRY
        and draft.confidence >= _SURE
    ]
    by_confidence = sorted(offices, key=lambda draft: draft.confidence)
    return {draft.subject.kb_id_: draft.object.kb_id_ for draft in by_confidence}


def _statement(draft: ClaimDraft) -> tuple[object, ...]:
    ends = (draft.subject.kb_id_, draft.relation, draft.object.kb_id_)
    return (draft.sentence.start, *ends, draft.polarity, draft.modality)


def _rank(draft: ClaimDraft) -> tuple[float, int]:
    """Better confidence first; of two alike, the one whose names stand closer together."""
    return draft.confidence, -abs(draft.subject.start - draft.object.start)


def _position(draft: ClaimDraft) -> tuple[int, int, str, int, str, str]:
    trigger = draft.trigger.start if draft.trigger is not None else -1
    return draft.subject.start, draft.object.start, draft.relation, trigger, draft.polarity, draft.modality


@Language.factory("kg_ontology")
def create_filter(nlp: Language, name: str) -> ClaimFilter:
    """Make the component with the ontology that ships with the package."""
    del nlp, name
    return ClaimFilter(Ontology.default())
