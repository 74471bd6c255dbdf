"""A tiny annotated collection: three texts, and annotations that differ from what any system finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["TEXTS", "annotation", "gold_folder"]

TEXTS = {
    "visit": "زار الرئيس الروسي فلاديمير بوتين كوريا الشمالية. والتقى بوتين كيم جونغ أون في بيونغ يانغ.",
    "sanctions": "فرضت الولايات المتحدة عقوبات على روسيا. وقالت واشنطن إن الصين لم تفرض عقوبات على إيران.",
    "quiet": "نزل المطر صباح اليوم في الجزائر وتوقفت حركة السير.",
}

_ENTITIES = {
    "russia": ("Country", "روسيا", "Russia"),
    "north_korea": ("Country", "كوريا الشمالية", "North Korea"),
    "united_states": ("Country", "الولايات المتحدة", "United States"),
    "china": ("Country", "الصين", "China"),
    "iran": ("Country", "إيران", "Iran"),
    "algeria": ("Country", "الجزائر", "Algeria"),
    "vladimir_putin": ("Person", "فلاديمير بوتين", "Vladimir Putin"),
    "kim_jong_un": ("Person", "كيم جونغ أون", "Kim Jong Un"),
    "pyongyang": ("Place", "بيونغ يانغ", "Pyongyang"),
}

#: Names by text: words, entity, which occurrence, agreed.
_NAMES: dict[str, list[tuple[str, str, int, bool]]] = {
    "visit": [
        ("الروسي", "russia", 0, True),
        ("فلاديمير بوتين", "vladimir_putin", 0, True),
        ("كوريا الشمالية", "north_korea", 0, True),
        ("بوتين", "vladimir_putin", 1, False),
        ("كيم جونغ أون", "kim_jong_un", 0, True),
        ("بيونغ يانغ", "pyongyang", 0, True),
    ],
    "sanctions": [
        ("الولايات المتحدة", "united_states", 0, True),
        ("روسيا", "russia", 0, True),
        ("واشنطن", "united_states", 0, True),
        ("الصين", "china", 0, True),
        ("إيران", "iran", 0, False),
        ("عقوبات", "iran", 0, True),  # no name: something to miss
    ],
    "quiet": [("الجزائر", "algeria", 0, True)],
}

#: Claims by text: subject, relation, object, further fields; `sentence` is the number of the sentence.
_CLAIMS: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {
    "visit": [
        ("vladimir_putin", "LEADS", "russia", {}),
        ("vladimir_putin", "VISITED", "north_korea", {"date": "2024-06-19"}),
        ("kim_jong_un", "MET_WITH", "vladimir_putin", {"sentence": 1, "agreed": False}),
        ("pyongyang", "LOCATED_IN", "north_korea", {"sentence": 1}),
    ],
    "sanctions": [
        (
            "united_states",
            "SANCTIONS",
            "russia",
            {"modality": "planned", "items": ["أسلحة ثقيلة"], "quantities": ["أكثر من ألف"]},
        ),
        (
            "china",
            "SANCTIONS",
            "iran",
            {"polarity": "negated", "attributed_to": "united_states", "sentence": 1},
        ),
    ],
    "quiet": [],
}


def annotation(name: str) -> dict[str, Any]:
    """Return the annotation of a text in the form of gold JSON."""
    text = TEXTS[name]
    stop = text.index(".") + 1
    sentences = [[0, stop], [stop + 1, len(text)]]
    mentions = []
    for words, entity, occurrence, agreed in _NAMES[name]:
        start = -1
        for _ in range(occurrence + 1):
            start = text.index(words, start + 1)
        row = {
            "start": start,
            "end": start + len(words),
            "surface": words,
            "entity": entity,
            "agreed": agreed,
        }
        mentions.append(row)
    claims = []
    for subject, relation, object_, more in _CLAIMS[name]:
        row = {
            "subject": subject,
            "relation": relation,
            "object": object_,
            "polarity": "asserted",
            "modality": "actual",
            "attributed_to": None,
            "date": None,
            "agreed": True,
            "sentences": [sentences[more.get("sentence", 0)]],
        }
        claims.append(row | {key: value for key, value in more.items() if key != "sentence"})
    used = {m["entity"] for m in mentions} | {c[end] for c in claims for end in ("subject", "object")}
    used |= {c["attributed_to"] for c in claims if c["attributed_to"]}
    entities = [
        {"id": id_, "type": type_, "name_ar": arabic, "name_en": english}
        for id_, (type_, arabic, english) in _ENTITIES.items()
        if id_ in used
    ]
    return {
        "document": name,
        "published": "2024-06-21",
        "entities": entities,
        "mentions": mentions,
        "claims": claims,
    }


def gold_folder(folder: Path) -> tuple[Path, Path]:
    """Write texts and annotations below a folder; return the folder of annotations and that of texts."""
    gold, texts = folder / "gold", folder / "texts"
    gold.mkdir()
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
        content = json.dumps(annotation(name), ensure_ascii=False)
        (gold / f"{name}.json").write_text(content, encoding="utf-8")
    return gold, texts
