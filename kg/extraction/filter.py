"""The component `kg_ontology`: only legal claims pass, one for each statement; what falls out is counted."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction import state
from kg.extraction.state import ClaimDraft
from kg.ontology import Ontology
from kg.report import Drop

__all__ = ["ClaimFilter"]


class ClaimFilter:
    """Checks every draft against the ontology, orders symmetric pairs, and merges repeats within a
    sentence.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def __call__(self, doc: Doc) -> Doc:
        """Replace the drafts by those that hold, in text order."""
        drafts = state.claims(doc)
        best: dict[tuple[object, ...], ClaimDraft] = {}
        for draft in drafts:
            fault = self._fault(draft)
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

    def _fault(self, draft: ClaimDraft) -> Drop | None:
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
