"""Articles composed for training: how they are written, and that all of them are written so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ontology import Ontology
from kg.training.composed import FOLDER, CompositionError, read_composed

ARTICLE = """
id: demand-01
published: 2019-03-12
entities:
  france: Country | فرنسا | France
  iran: Country | إيران | Iran
  reuters: Organization | رويترز | Reuters
text: |
  {france|فرنسا} تدعو {iran|إيران}
    france CALLS_ON iran

  قالت {reuters|رويترز} إن {iran|طهران} لن ترفض.
    iran REJECTS france | negated planned by reuters on 2019-03
  ودعت {france|باريس} مجددا.
    france CALLS_ON iran
"""


def article(folder: Path, text: str = ARTICLE) -> dict[str, object]:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    (read,) = read_composed(folder)
    return read


def test_text_mentions_and_claims_come_out_of_the_marks(tmp_path: Path):
    read = article(tmp_path)
    text = read["text"]
    assert text == "فرنسا تدعو إيران\nقالت رويترز إن طهران لن ترفض. ودعت باريس مجددا."
    assert [text[m["start"] : m["end"]] for m in read["mentions"]] == [m["surface"] for m in read["mentions"]]
    assert [m["entity"] for m in read["mentions"]] == ["france", "iran", "reuters", "iran", "france"]
    calls, rejects = read["claims"]
    assert [text[a:b] for a, b in calls["sentences"]] == ["فرنسا تدعو إيران", "ودعت باريس مجددا."]
    assert (rejects["polarity"], rejects["modality"], rejects["attributed_to"], rejects["date"]) == (
        "negated", "planned", "reuters", "2019-03",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("france CALLS_ON iran", "france CALLS iran", "has no CALLS"),
        ("france CALLS_ON iran", "france LEADS iran", "no LEADS from Country to Country"),
        ("france CALLS_ON iran", "spain CALLS_ON iran", "spain in"),
        ("france CALLS_ON iran", "france iran", "is no claim"),
        ("negated planned", "perhaps", "perhaps"),
        ("{reuters|رويترز}", "رويترز", "either marked or listed, not both: reuters"),
        ("Organization | رويترز", "Agency | رويترز", "reuters needs"),
    ],
)
def test_a_fault_names_file_article_and_line(tmp_path: Path, right: str, wrong: str, fault: str):
    with pytest.raises(CompositionError, match=r"a\.yaml, article 1 \(demand-01\)") as caught:
        article(tmp_path, ARTICLE.replace(right, wrong))
    assert fault in str(caught.value)


def test_what_the_repository_holds_is_written_so_and_favours_rare_relations():
    articles = read_composed(FOLDER)
    claimed = [claim["relation"] for one in articles for claim in one["claims"]]
    assert len({one["document"] for one in articles}) == len(articles)
    assert {relation.name for relation in Ontology.default()} == set(claimed)
