"""The trained network in the pipeline: aligned tokens, joined decisions, one confidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.extraction import state
from kg.extraction.bodies import FINDER, SURE
from kg.extraction.candidates import Candidate
from kg.extraction.joint.claims import Calibration, JointClaims, States
from kg.extraction.joint.names import join, of_one_type
from kg.extraction.joint.reader import open_model
from kg.extraction.lexicon import Lexicon
from kg.extraction.name_parts import NameParts
from kg.extraction.pipeline import ExtractionSettings, extract, load
from kg.extraction.state import ClaimDraft
from kg.extraction.triggers import TriggerLexicon
from kg.extraction.words import LINE_END, Words
from kg.ontology import Ontology
from kg.records import Document, EntityType, Form, document_id
from tests.extraction.marked import process

COUNTRY, PLACE, PERSON, ORGANIZATION = (
    EntityType.COUNTRY,
    EntityType.PLACE,
    EntityType.PERSON,
    EntityType.ORGANIZATION,
)
LEXICON = Lexicon.load(())


def ruled(start: int, end: int, type_: EntityType, actor: str | None = None, score: float = 0.8) -> Candidate:
    return Candidate(
        start=start, end=end, type=type_, form=Form.NAME, score=score, finder="lexicon", actor_id=actor
    )


def read(start: int, end: int, type_: EntityType, actor: str | None = None, score: float = 0.9) -> Candidate:
    return Candidate(
        start=start, end=end, type=type_, form=Form.NAME, score=score, finder="network", actor_id=actor
    )


def places(candidates: list[Candidate]) -> list[tuple[int, int, EntityType]]:
    return [(c.start, c.end, c.type) for c in candidates]


def test_rules_and_network_that_agree_support_each_other() -> None:
    (both,) = join([ruled(0, 2, COUNTRY, "country/russia")], [read(0, 2, COUNTRY)], LEXICON)
    assert both.score == pytest.approx(1 - 0.2 * 0.1)
    assert (both.actor_id, both.finder) == ("country/russia", "lexicon+network")


def test_the_lexicon_has_the_last_word_where_it_knows_no_actor_of_the_networks_type() -> None:
    (one,) = join([ruled(0, 1, COUNTRY, "country/russia")], [read(0, 1, ORGANIZATION)], LEXICON)
    assert one.type is COUNTRY


def test_the_network_chooses_among_the_readings_that_the_lexicon_knows() -> None:
    city = read(0, 1, PLACE, "place/moscow")
    (one,) = join([ruled(0, 1, COUNTRY, "country/russia")], [city], LEXICON)
    assert one == city


def test_the_networks_borders_stand_against_a_guess_and_yield_to_a_longer_known_name() -> None:
    guess = [ruled(0, 3, PERSON)]
    assert places(join(guess, [read(0, 2, PERSON)], LEXICON)) == [(0, 2, PERSON)]
    known = [ruled(0, 3, ORGANIZATION, "organization/un-security-council")]
    assert places(join(known, [read(0, 2, ORGANIZATION)], LEXICON)) == [(0, 3, ORGANIZATION)]


def test_several_known_names_in_a_row_are_not_one_name() -> None:
    known = [ruled(0, 2, ORGANIZATION, "organization/nato"), ruled(2, 3, COUNTRY, "country/iran")]
    together = join(known, [read(0, 3, ORGANIZATION)], LEXICON)
    assert places(together) == [(0, 2, ORGANIZATION), (2, 3, COUNTRY)]


@pytest.mark.parametrize(("type_", "apart"), [(COUNTRY, True), (ORGANIZATION, False)])
def test_a_proclitic_parts_a_body_from_a_country_but_not_from_a_body(type_: EntityType, apart: bool) -> None:
    second = "country/morocco" if apart else "organization/united-nations"
    known = [ruled(0, 2, ORGANIZATION, "organization/nato"), ruled(3, 4, type_, second)]
    whole = read(0, 4, ORGANIZATION)
    assert places(join(known, [whole], LEXICON)) == (places(known) if apart else places([whole]))


def test_a_doubtful_name_that_only_the_network_sees_is_left_out() -> None:
    assert join([], [read(0, 1, PERSON, score=0.4)], LEXICON) == []
    assert places(join([], [read(0, 1, PERSON, score=0.9)], LEXICON)) == [(0, 1, PERSON)]


def test_a_name_that_rules_guess_is_whom_the_network_knows_by_it() -> None:
    (one,) = join([ruled(0, 2, PERSON)], [read(0, 2, PERSON, "person/putin")], LEXICON)
    assert one.actor_id == "person/putin"


def test_a_states_body_stands_where_the_network_saw_its_nationality_alone() -> None:
    body = replace(ruled(0, 2, ORGANIZATION, "organization/iraq-forces", SURE), finder=FINDER)
    adjective = replace(read(1, 2, COUNTRY, "country/iraq"), form=Form.DEMONYM)
    assert places(join([body], [adjective], LEXICON)) == [(0, 2, ORGANIZATION)]
    assert places(join([replace(body, score=0.8)], [adjective], LEXICON)) == [(1, 2, COUNTRY)]


def test_a_guess_that_the_text_names_elsewhere_stands() -> None:
    named = ruled(0, 2, ORGANIZATION, "organization/made-up")
    again = ruled(4, 5, ORGANIZATION, "organization/made-up")
    found = join([named, again], [read(0, 2, ORGANIZATION)], LEXICON)
    assert places(found) == [(0, 2, ORGANIZATION), (4, 5, ORGANIZATION)]


def test_a_known_person_may_be_named_with_the_fathers() -> None:
    parts = NameParts.default()
    assert parts.without_fathers("عادل بن احمد الجبير") == "عادل الجبير"
    assert parts.without_fathers("محمد بن سلمان") == "محمد بن سلمان"
    (found,) = extract([_document("قال وزير الخارجية السعودي عادل بن أحمد الجبير ذلك.")])
    assert "person/adel-al-jubeir" in {entity.known_id for entity in found.entities}


def test_a_name_does_not_run_on_into_common_words() -> None:
    parts = NameParts.default()
    assert parts.runs_on(["شون", "بارنيل", "وجود"])
    assert not parts.runs_on(["عبد", "الله", "يمين"])
    assert not parts.runs_on(["المهدي", "بن", "غربيه"])


@pytest.mark.parametrize(("rule", "stands"), [("state-body", True), ("country-in-name", False)])
def test_a_certain_rule_stands_where_the_network_is_silent(rule: str, stands: bool) -> None:
    doc = process(
        "[الشرطة الماليزية](organization/police Organization) في [ماليزيا](country/malaysia Country)."
    )
    body, country = state.mentions(doc)
    (sentence,) = doc.sents
    draft = ClaimDraft(
        subject=body, relation="PART_OF", object=country, sentence=sentence, trigger=None, confidence=0.9,
        extractor=f"rules:{rule}",
    )  # fmt: skip
    curve = Calibration(slope=0.6, intercept=-1.0, rule=2.7, rule_intercept=0.3)
    JointClaims(open_model("", 1), curve, Ontology.default(), TriggerLexicon.default())._weigh(draft, None)
    assert (draft.confidence >= 0.9) is stands


def test_members_listed_after_a_bloc_belong_to_no_other_body_beside_it() -> None:
    members = "البرازيل وروسيا والهند والصين وجنوب أفريقيا"
    text = f"أعلنت الوكالة أن بنك التنمية الجديد الذي أسسته دول مجموعة بريكس ({members}) بدأ عملياته أمس."
    (found,) = extract([_document(text)])
    blocs = {claim.object_id for claim in found.claims if claim.relation == "MEMBER_OF"}
    assert blocs == {"organization/brics"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "قال الأمين العام أنطونيو غوتيريش إن الأمم المتحدة قلقة.",
            ("person/antonio-guterres", "LEADS", "organization/united-nations"),
        ),
        (
            "عاد الوفد. وكانت الشرطة الماليزية قد منعت الوفد من دخول ماليزيا.",
            ("organization/malaysia-police", "PART_OF", "country/malaysia"),
        ),
    ],
)
def test_what_is_known_of_titles_and_state_bodies_stands_without_the_network(
    text: str, claim: tuple[str, str, str]
) -> None:
    (found,) = extract([_document(text)])
    assert claim in {(one.subject_id, one.relation, one.object_id) for one in found.claims}


def test_a_guess_of_the_rules_needs_the_network():
    assert join([ruled(0, 2, PERSON, None)], [], LEXICON) == []
    assert places(join([ruled(0, 2, COUNTRY, "country/russia")], [], LEXICON)) == [(0, 2, COUNTRY)]


def test_the_network_tells_a_state_from_its_people() -> None:
    people = replace(
        ruled(0, 1, EntityType.GROUP, "group/russia-people"), subtype="people", country_id="country/russia"
    )
    (state_,) = join([people], [read(0, 1, COUNTRY)], LEXICON)
    assert (state_.actor_id, state_.type, state_.country_id) == ("country/russia", COUNTRY, None)
    (group,) = join([people], [read(0, 1, EntityType.GROUP)], LEXICON)
    assert group.actor_id == "group/russia-people"


def test_a_name_has_one_type_in_a_document_that_of_its_head_first() -> None:
    forms = ["جامعه", "الانبار", LINE_END, "المقاومه", LINE_END, "المقاومه", LINE_END, "المقاومه", "موسكو"]
    words = Words(forms, list(range(len(forms))), forms, [0] * len(forms))
    found = [
        read(0, 2, PLACE),
        read(3, 4, EntityType.GROUP, score=0.7),
        read(5, 6, ORGANIZATION, score=0.9),
        read(7, 8, EntityType.GROUP, score=0.6),
        read(8, 9, PLACE, "place/moscow"),
    ]
    types = [c.type for c in of_one_type(found, words, {"جامعه"})]
    assert types == [ORGANIZATION, EntityType.GROUP, EntityType.GROUP, EntityType.GROUP, PLACE]


def test_a_country_that_no_list_knows_is_none():
    assert join([], [read(0, 1, COUNTRY, score=0.99)], LEXICON) == []


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=6),
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=6),
)
def test_joined_names_never_overlap(rules: list[tuple[int, int]], network: list[tuple[int, int]]) -> None:
    def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        kept: list[tuple[int, int]] = []
        for start, length in sorted(set(spans)):
            if not kept or start >= kept[-1][1]:
                kept.append((start, start + length))
        return kept

    joined = join(
        [ruled(a, b, COUNTRY, "country/russia") for a, b in apart(rules)],
        [read(a, b, PERSON) for a, b in apart(network)],
        LEXICON,
    )
    taken = [at for c in joined for at in range(c.start, c.end)]
    assert len(taken) == len(set(taken))


def test_confidence_rises_with_the_margin_and_with_a_rule_that_agrees() -> None:
    curve = Calibration(**open_model("", 1).calibration)
    assert curve(2.0, None) > curve(0.0, None) > curve(-4.0, None)
    assert curve(0.0, 0.8) > curve(0.0, None)
    assert 0 < curve(-50.0, None) < curve(50.0, 0.9) <= 1


def test_a_folder_without_a_network_is_told() -> None:
    with pytest.raises(ResourceError, match="no trained network"):
        load("ar", ExtractionSettings(model_folder="/nowhere"))


TEXT = "قال الخبير أليكسي ماكاركين لوكالة الأنباء إن موسكو تراقب. وماكاركين باحث في مركز التقنيات السياسية."


def extraction(text: str, **values: float):
    (one,) = extract([Document(id=document_id(text), path="a.txt", text=text)], ExtractionSettings(**values))
    assert one.error is None
    return one


def test_the_network_finds_a_person_that_no_list_holds_and_inside_a_word() -> None:
    found = {(m.surface, str(m.type)) for m in extraction(TEXT).mentions}
    assert ("أليكسي ماكاركين", "Person") in found
    assert ("ماكاركين", "Person") in found
    assert ("موسكو", "Country") in found


def test_every_mention_lies_where_it_says() -> None:
    one = extraction(TEXT)
    assert all(TEXT[m.start : m.end] == m.surface for m in one.mentions)


def test_rules_and_network_work_alone_and_together() -> None:
    text = "زار الرئيس الروسي فلاديمير بوتين كوريا الشمالية والتقى الزعيم كيم جونغ أون."
    kinds = {
        (rules, model): {c.extractor for c in extraction(text, rules=rules, model=model).claims}
        for rules in (True, False)
        for model in (True, False)
    }
    assert all(name.startswith("rules:") and "network" not in name for name in kinds[True, False])
    assert kinds[False, True] == {"network"}
    assert kinds[False, False] == set()
    assert any(name.endswith("+network") for name in kinds[True, True])


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("وبكينالروسيةمأ .،\nـًa1«»😀\u200f"), max_size=60))
def test_any_text_keeps_its_offsets(text: str) -> None:
    (one,) = extract([Document(id="document/1", path="a.txt", text=text)])
    assert one.error is None
    assert all(text[m.start : m.end] == m.surface for m in one.mentions)


US, IRAQ, GUARD, KERRY = "country/united-states", "country/iraq", "organization/guard", "person/kerry"


@pytest.mark.parametrize(
    ("triple", "contradicted"),
    [
        ((KERRY, "HOLDS_OFFICE", IRAQ), True),  # his title says of which state
        ((KERRY, "HOLDS_OFFICE", US), False),
        ((KERRY, "CITIZEN_OF", IRAQ), False),  # one may be a citizen elsewhere
        ((GUARD, "PART_OF", IRAQ), True),  # its name says it
        ((GUARD, "PART_OF", US), False),
        ((GUARD, "BASED_IN", IRAQ), False),  # an embassy stands abroad
        ((KERRY, "WORKS_FOR", GUARD), False),
    ],
)
def test_what_the_network_says_of_a_state_yields_to_titles_and_names(
    triple: tuple[str, str, str], contradicted: bool
) -> None:
    text = (
        f"وزير الخارجية [الأمريكي]({US} Country demonym) [جون كيري]({KERRY} Person) زار "
        f"[العراق]({IRAQ} Country) مع [خفر السواحل الأمريكي]({GUARD} Organization)."
    )
    doc = process(text)
    assert States(doc, state.claims(doc)).contradict(triple) == contradicted


def test_what_is_known_of_an_actor_outweighs_the_network() -> None:
    doc = process(f"[أوباما](person/obama Person) و[العراق]({IRAQ} Country) و[أمريكا]({US} Country).")
    entities = state.entities(doc)
    entities["person/obama"] = replace(entities["person/obama"], country_id=US)
    states = States(doc, [])
    assert states.contradict(("person/obama", "LEADS", IRAQ))
    assert not states.contradict(("person/obama", "LEADS", US))


def pairs_read(
    text: str, monkeypatch: pytest.MonkeyPatch, **changes: object
) -> list[tuple[str, str, int, int]]:
    """Ids of the two entities of every pair that the network reads, and where their mentions stand."""
    model = open_model("", 1)
    found: list[tuple[str, str, int, int]] = []
    run = type(model)._run_pairs

    def noted(self, window, placed, pairs, *rest):  # type: ignore[no-untyped-def]
        for (i, j), (a, b) in zip(pairs.index, pairs.nearest, strict=True):
            ends = placed[i].spans[a][0], placed[j].spans[b][0]
            found.append((placed[i].entity.id, placed[j].entity.id, *ends))
        return run(self, window, placed, pairs, *rest)

    monkeypatch.setattr(type(model), "_run_pairs", noted)
    for name, value in changes.items():
        monkeypatch.setattr(model, name, value)
    extraction(text)
    return found


SENTENCE = (
    "قال وزير الخارجية الروسي سيرغي لافروف إن إيران وتركيا وسوريا تبحث مع روسيا الوضع في المنطقة منذ أسابيع. "
)


def test_a_pair_within_a_repeated_sentence_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        "إيران وتركيا",
        "سوريا والعراق",
        "مصر وليبيا",
        "تونس والمغرب",
        "الجزائر وفرنسا",
        "ألمانيا وإسبانيا",
    )
    told = "بحثت {} الوضع في المنطقة وسبل التعاون بين الجانبين منذ أسابيع في لقاءات عقدت بعيدا عن الأضواء. "
    text = "".join(told.format(pair) for pair in (*names, "كوبا وهايتي", "كندا واليابان", "الهند والصين"))
    found = pairs_read(text, monkeypatch, pair_filter=None)
    assert len(found) == len(set(found)) > len(names)


def test_pairs_that_rules_tie_are_read_however_hopeless(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = open_model("", 1).pair_filter
    assert chosen is not None
    none_passes = replace(chosen, least=np.asarray(np.inf, dtype=np.float32))
    found = pairs_read(SENTENCE, monkeypatch, pair_filter=none_passes)
    by_rules = extraction(SENTENCE, model=False, min_confidence=0.0).claims
    assert {frozenset(pair[:2]) for pair in found} == {
        frozenset((c.subject_id, c.object_id)) for c in by_rules
    }
    assert len(found) < len(pairs_read(SENTENCE, monkeypatch, pair_filter=None))


def _document(text: str) -> Document:
    return Document(id=document_id(text), path="text.txt", text=text)


def test_listed_members_of_a_bloc_sign_nothing_with_each_other() -> None:
    six = "الولايات المتحدة وبريطانيا وفرنسا وروسيا والصين وألمانيا"
    text = f"وقعت إيران الاتفاق النووي في فيينا مع القوى الست الكبرى ({six})."
    (found,) = extract([_document(text)])
    members = {claim.subject_id for claim in found.claims if claim.relation == "MEMBER_OF"}
    signed = [(c.subject_id, c.object_id) for c in found.claims if c.relation == "SIGNED_WITH"]
    assert len(members) == 6
    assert signed
    assert all("country/iran" in ends for ends in signed)
