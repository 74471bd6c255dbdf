"""Only legal claims pass, one for each statement, and what falls out is counted."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.filter import ClaimFilter
from kg.extraction.state import ClaimDraft
from kg.ontology import Ontology
from kg.records import Modality, Polarity
from kg.report import Drop
from tests.extraction.marked import KIM, NORTH_KOREA, PUTIN, RUSSIA, build


def _draft(doc: Doc, subject: int, relation: str, object_: int, confidence: float = 0.5) -> ClaimDraft:
    spans = state.mentions(doc)
    return ClaimDraft(
        subject=spans[subject],
        relation=relation,
        object=spans[object_],
        sentence=next(iter(doc.sents)),
        trigger=None,
        confidence=confidence,
        extractor="test",
    )


def _filtered(doc: Doc, *drafts: ClaimDraft) -> list[ClaimDraft]:
    state.claims(doc).extend(drafts)
    ClaimFilter(Ontology.default())(doc)
    return state.claims(doc)


def test_illegal_pair_is_dropped_and_counted() -> None:
    doc = build(f"{PUTIN} {RUSSIA}.")
    assert _filtered(doc, _draft(doc, 1, "LEADS", 0)) == []
    assert doc._.kg_drops == {str(Drop.CLAIM_ILLEGAL_PAIR): 1}


def test_unknown_relation_is_dropped_and_counted() -> None:
    doc = build(f"{PUTIN} {RUSSIA}.")
    assert _filtered(doc, _draft(doc, 0, "ADMIRES", 1)) == []
    assert doc._.kg_drops == {str(Drop.CLAIM_ILLEGAL_PAIR): 1}


def test_claim_about_itself_is_dropped_and_counted() -> None:
    doc = build(f"{RUSSIA} {RUSSIA}.")
    assert _filtered(doc, _draft(doc, 0, "SUPPORTS", 1)) == []
    assert doc._.kg_drops == {str(Drop.CLAIM_SELF): 1}


def test_symmetric_pair_is_ordered_by_key_and_others_keep_their_direction() -> None:
    doc = build(f"{PUTIN} {KIM}.")
    met, supports = _filtered(doc, _draft(doc, 0, "MET_WITH", 1), _draft(doc, 0, "SUPPORTS", 1))
    found = {d.relation: (d.subject.kb_id_, d.object.kb_id_) for d in (met, supports)}
    assert found == {
        "MET_WITH": ("person/kim", "person/putin"),
        "SUPPORTS": ("person/putin", "person/kim"),
    }


def test_repeats_in_a_sentence_merge_into_the_surest() -> None:
    doc = build(f"{PUTIN} {KIM} {PUTIN}.")
    kept = _filtered(doc, _draft(doc, 0, "MET_WITH", 1, 0.4), _draft(doc, 1, "MET_WITH", 2, 0.8))
    assert [draft.confidence for draft in kept] == [0.8]
    assert doc._.kg_drops == {str(Drop.CLAIM_REPEATED): 1}


def test_other_polarity_or_modality_is_another_statement() -> None:
    doc = build(f"{PUTIN} {NORTH_KOREA}.")
    plain, denied, planned = (_draft(doc, 0, "VISITED", 1) for _ in range(3))
    denied.polarity, planned.modality = Polarity.NEGATED, Modality.PLANNED
    assert len(_filtered(doc, plain, denied, planned)) == 3


def test_order_of_proposals_does_not_matter() -> None:
    texts = f"{PUTIN} {KIM} {RUSSIA} {NORTH_KOREA}."
    wanted: list[list[tuple[str, str]]] = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        doc = build(texts)
        drafts = [_draft(doc, 0, "VISITED", 3), _draft(doc, 1, "MET_WITH", 0), _draft(doc, 2, "SUPPORTS", 3)]
        kept = _filtered(doc, *(drafts[index] for index in order))
        wanted.append([(draft.relation, draft.subject.kb_id_) for draft in kept])
    assert wanted[0] == wanted[1] == wanted[2]
    assert isinstance(state.mentions(doc)[0], Span)


def test_nobody_visits_the_state_whose_office_he_surely_holds() -> None:
    doc = build(f"{PUTIN} {RUSSIA} {NORTH_KOREA}.")
    office, doubtful = _draft(doc, 0, "LEADS", 1, 0.9), _draft(doc, 0, "LEADS", 2, 0.6)
    own, other = _draft(doc, 0, "VISITED", 1), _draft(doc, 0, "VISITED", 2)
    accuses = _draft(doc, 0, "ACCUSES", 1)
    assert _filtered(doc, office, doubtful, own, other, accuses) == [accuses, office, doubtful, other]
    assert doc._.kg_drops == {str(Drop.CLAIM_OWN_STATE): 1}


def test_an_interview_is_no_meeting() -> None:
    paper = "[الخبر](organization/paper Organization)"
    doc = build(f"قال {PUTIN} في مقابلة مع صحيفة {paper} ذلك.")
    assert _filtered(doc, _draft(doc, 0, "MET_WITH", 1)) == []
    assert doc._.kg_drops == {str(Drop.CLAIM_INTERVIEW): 1}
    other = build(f"اجتمع {PUTIN} مع إدارة {paper}.")
    assert len(_filtered(other, _draft(other, 0, "MET_WITH", 1))) == 1
