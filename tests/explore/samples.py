"""A small graph whose every row is known, for what a sample of articles does not hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.graph.data import GraphData
from kg.graph.ties import make_ties
from kg.records import Claim, Document, Entity, EntityType, Form, Mention, Modality, Polarity, claim_id

__all__ = ["ENTITIES", "SCRIPT", "small_graph"]

SCRIPT = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(
            id="country/north-korea",
            type=EntityType.COUNTRY,
            name="كوريا الشمالية",
            name_ar="كوريا الشمالية",
            name_en="North Korea",
            aliases=("بيونغ يانغ", "DPRK"),
            mention_count=5,
        ),
        Entity(id="country/russia", type=EntityType.COUNTRY, name="روسيا", name_ar="روسيا", name_en="Russia"),
        Entity(
            id="country/ukraine",
            type=EntityType.COUNTRY,
            name="أوكرانيا",
            name_ar="أوكرانيا",
            name_en="Ukraine",
        ),
        Entity(
            id="person/kim",
            type=EntityType.PERSON,
            name="كيم جونغ أون",
            name_ar="كيم جونغ أون",
            name_en="Kim",
        ),
        Entity(id="organization/agency", type=EntityType.ORGANIZATION, name="<b>Agency</b>"),
    )
}


def small_graph() -> GraphData:
    """Four documents: facts by several sources, a denial, a plan, a speaker, an office, an attack."""
    first = _document("first", "سلمت كوريا الشمالية روسيا ذخائر 🚀.", title=SCRIPT, source="وكالة أولى")
    second = _document(
        "second",
        "🚀 زودت كوريا الشمالية روسيا بالسلاح. لن تهاجم روسيا كوريا الشمالية.",
        source="وكالة ثانية",
        published_at=date(2024, 6, 20),
    )
    third = _document(
        "third", "هاجمت روسيا أوكرانيا. ستزور روسيا كوريا الشمالية.", published_at=date(2022, 3, 1)
    )
    fourth = _document("fourth", "الزعيم كيم جونغ أون يقود كوريا الشمالية.", url="javascript:alert(1)")
    rows = [
        _claim(first, "كوريا الشمالية", "SUPPLIES", "روسيا", "سلمت", attributed_to="organization/agency"),
        _claim(
            second,
            "كوريا الشمالية",
            "SUPPLIES",
            "روسيا",
            "زودت",
            item="السلاح",
            confidence=0.5,
            date_start=date(2023, 9, 1),
            date_end=date(2023, 9, 30),
        ),
        _claim(second, "روسيا", "ATTACKS", "كوريا الشمالية", "تهاجم", polarity=Polarity.NEGATED),
        _claim(third, "روسيا", "ATTACKS", "أوكرانيا", "هاجمت", confidence=0.95),
        _claim(third, "روسيا", "VISITED", "كوريا الشمالية", "ستزور", modality=Modality.PLANNED),
        _claim(fourth, "كيم جونغ أون", "LEADS", "كوريا الشمالية", None, office="الزعيم"),
    ]
    documents = [first, second, third, fourth]
    claims = [claim for claim, _ in rows]
    return GraphData(
        documents=documents,
        mentions=list({mention.id: mention for _, mentions in rows for mention in mentions}.values()),
        entities=list(ENTITIES.values()),
        claims=claims,
        ties=make_ties(claims, documents),
    )


def _document(name: str, text: str, **values: object) -> Document:
    return Document(id=f"document/{name}", path=f"{name}.txt", text=text, **values)  # type: ignore[arg-type]


def _claim(
    document: Document, subject: str, relation: str, object_: str, trigger: str | None, **values: object
) -> tuple[Claim, tuple[Mention, Mention]]:
    start, end = _sentence(document.text, trigger or subject)
    sentence = document.text[start:end]
    one, other = (_mention(document, name, start + sentence.index(name)) for name in (subject, object_))
    spans = (one.start, one.end), (other.start, other.end)
    marked = None if trigger is None else (start + sentence.index(trigger),) * 2
    trigger_span = None if marked is None else (marked[0], marked[0] + len(trigger or ""))
    polarity, modality = values.get("polarity", Polarity.ASSERTED), values.get("modality", Modality.ACTUAL)
    claim = Claim(
        id=claim_id(document.id, spans[0], relation, spans[1], trigger_span, polarity, modality),  # type: ignore[arg-type]
        document_id=document.id,
        chunk_id=f"{document.id}/chunk/0",
        sentence=sentence,
        sentence_start=start,
        sentence_end=end,
        subject_id=one.entity_id,
        relation=relation,
        object_id=other.entity_id,
        subject_mention_id=one.id,
        object_mention_id=other.id,
        trigger=trigger,
        confidence=0.8,
        extractor="test",
    )
    if trigger_span is not None:
        claim = replace(claim, trigger_start=trigger_span[0], trigger_end=trigger_span[1])
    return replace(claim, **values), (one, other)  # type: ignore[arg-type]


def _sentence(text: str, words: str) -> tuple[int, int]:
    """Return the span of the sentence that holds the words; sentences end with a full stop."""
    at = text.index(words)
    start = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    return start, text.index(".", at) + 1


def _mention(document: Document, name: str, start: int) -> Mention:
    entity = next(entity for entity in ENTITIES.values() if entity.name == name)
    end = start + len(name)
    return Mention(
        id=f"{document.id}/mention/{start}-{end}",
        document_id=document.id,
        chunk_id=f"{document.id}/chunk/0",
        start=start,
        end=end,
        surface=name,
        form=Form.NAME,
        type=entity.type,
        entity_id=entity.id,
        score=1.0,
        extractor="test",
    )
