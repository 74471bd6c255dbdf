"""Documents in, records out: ids, offsets, errors as rows, and the same result every time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.extraction import pipeline
from kg.extraction.pipeline import ExtractionSettings, extract, load
from kg.records import Document, Extraction, Form

HARD = (
    "أكَّــد الرَّئيسُ الأمريكيُّ جو بايدن،\u00a0أمس، دعمَ أوكرانيا 🙂\r\n"
    "وقال ﻻفروف إنّ «موسكو» وبيونغ‌يانغ وقّعتا ٣ اتفاقات؛ للصين رأيٌ آخر.\n\n"
)


def document(text: str, **fields: object) -> Document:
    return Document(id="document/test", path="test.txt", text=text, **fields)


def extraction(text: str, **fields: object) -> Extraction:
    [result] = extract([document(text, **fields)])
    assert result.error is None, result.error
    return result


def assert_sound(text: str, result: Extraction) -> None:
    chunks = {chunk.id: chunk for chunk in result.chunks}
    known = {entity.key for entity in result.entities}
    for mention in result.mentions:
        assert text[mention.start : mention.end] == mention.surface
        chunk = chunks[mention.chunk_id]
        assert chunk.start <= mention.start < mention.end <= chunk.end
        assert mention.entity_id in known
        assert 0 < mention.score <= 1
        assert mention.id == f"document/test/mention/{mention.start}-{mention.end}"
    ids = {mention.id for mention in result.mentions}
    for claim in result.claims:
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert {claim.subject_mention_id, claim.object_mention_id} <= ids


def test_offsets_hold_with_marks_tatweel_ligatures_and_odd_blanks() -> None:
    result = extraction(HARD)
    assert_sound(HARD, result)
    found = {mention.surface: mention.entity_id for mention in result.mentions}
    assert found["الأمريكيُّ"] == "country/united-states"
    assert found["لصين"] == "country/china"
    assert found["ﻻفروف"] == "person/sergey-lavrov"


PIECES = st.lists(
    st.one_of(
        st.sampled_from([*HARD, "و", " بوتين ", " روسيا ", "للصين ", "وزير ", "الجيش الأمريكي "]),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    ),
    max_size=40,
)


@given(PIECES.map("".join))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_sound_records(text: str) -> None:
    assert_sound(text, extraction(text))


def test_the_same_text_gives_the_same_records() -> None:
    first, second = extraction(HARD), extraction(HARD)
    assert first == second


def test_other_documents_before_it_change_nothing() -> None:
    alone = extraction(HARD)
    others = [document("زار كركودينوف موسكو"), document("وكركودينوف"), document(HARD)]
    assert list(extract(others))[-1] == alone


def test_a_document_that_fails_is_a_row_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = document("زار بوتين الصين"), document("سيئ")
    convert = pipeline.to_extraction

    def fail_on_bad(doc, **settings):
        if doc.text == bad.text:
            raise ValueError("broken on purpose")
        return convert(doc, **settings)

    monkeypatch.setattr(pipeline, "to_extraction", fail_on_bad)
    first, second, third = extract([good, bad, good])
    assert second == Extraction(document_id=bad.id, error="ValueError: broken on purpose")
    assert first == third
    assert first.error is None


def test_a_lone_surrogate_is_a_failure_of_its_document_only() -> None:
    results = list(extract([document("زار \ud800"), document("زار بوتين الصين")]))
    assert results[0].error
    assert results[1].mentions


def test_a_mixed_corpus_goes_through_two_pipelines() -> None:
    english = extraction("Vladimir Putin met Kim Jong Un.", language="en")
    assert [m.entity_id for m in english.mentions] == ["person/vladimir-putin", "person/kim-jong-un"]
    assert [e.name for e in english.entities] == ["Vladimir Putin", "Kim Jong Un"]


def test_an_unknown_language_has_no_pipeline_of_its_own() -> None:
    with pytest.raises(ConfigError, match="'fr'"):
        load("fr")
    assert extraction("Poutine parle", language="fr").error is None


def test_actors_of_the_user_are_found(tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_text("persons:\n  zed-test: {ar: [زيدان كركودينوف], en: [Zed Test]}\n", encoding="utf-8")
    settings = ExtractionSettings(actor_files=(str(file),))
    [result] = extract([document("قال زيدان كركودينوف")], settings)
    assert [m.entity_id for m in result.mentions] == ["person/zed-test"]


def test_low_confidence_claims_are_counted() -> None:
    text = "زار الرئيس الروسي فلاديمير بوتين كوريا الشمالية."
    [kept] = extract([document(text)], ExtractionSettings(min_confidence=0.0))
    [strict] = extract([document(text)], ExtractionSettings(min_confidence=1.0))
    assert kept.claims
    assert not strict.claims
    assert strict.drops["claim-low-confidence"] == len(kept.claims)


def test_dates_are_seen_from_the_day_of_publication() -> None:
    nlp = load()
    doc = nlp.tokenizer("وصل الوفد أمس")
    doc._.kg_document = document("وصل الوفد أمس", published_at=date(2024, 6, 20))
    for _, component in nlp.pipeline:
        doc = component(doc)
    [span] = doc.spans["dates"]
    assert span._.date == (date(2024, 6, 19), date(2024, 6, 19))


def test_forms_tell_how_a_mention_names_its_entity() -> None:
    result = extraction("أعلنت موسكو أن الرئيس الروسي فلاديمير بوتين وصل. وقال بوتين.")
    assert [m.form for m in result.mentions] == [Form.METONYM, Form.DEMONYM, Form.NAME, Form.SHORT_NAME]


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the development articles are not beside the repository")
def test_real_articles_give_sound_records() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        result = extraction(text)
        assert_sound(text, result)
        assert len(result.mentions) > 40, path.name
