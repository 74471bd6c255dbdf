"""Texts that repeat others, whatever the order in which they come."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus import InputFile, near_duplicates, read_input, unique_documents
from kg.records import Document, IgnoredSpan, document_id

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def words(seed: int, count: int = 120) -> list[str]:
    source = random.Random(seed)
    return ["".join(source.choices(LETTERS, k=source.randint(3, 7))) for _ in range(count)]


def document(parts: Sequence[str], day: int | None = None, path: str = "a.txt", **values: object) -> Document:
    text = " ".join(parts)
    published = date(2024, 6, day) if day else None
    return Document(id=document_id(text), path=path, text=text, published_at=published, **values)  # type: ignore[arg-type]


def test_a_text_retold_almost_word_for_word_goes_back_to_the_earlier_one() -> None:
    told = words(1)
    first = document(told, day=1)
    retold = document([*words(2, 10), *told[:50], "تغيير", *told[51:]], day=2)
    assert near_duplicates([retold, first]) == {retold.id: first.id}


def test_a_short_text_taken_from_a_long_one_is_found() -> None:
    long = document(words(1, 1500), day=1)
    short = document(words(1, 1500)[700:780], day=2)
    assert near_duplicates([long, short]) == {short.id: long.id}


def test_spelling_variants_do_not_hide_a_retelling() -> None:
    plain = ["اتفاق", "أعلنت", "إدارة", "مدرسة", "على", "مستشفى", *words(1, 40)]
    first = document(plain, day=1)
    other = document(
        [word.replace("أ", "ا").replace("إ", "ا").replace("ة", "ه") + "ـ" for word in plain], day=2
    )
    assert near_duplicates([first, other]) == {other.id: first.id}


def test_two_reports_with_a_common_quotation_are_two() -> None:
    quotation = words(3, 14)
    one = document([*words(1), *quotation, *words(11)], day=1)
    other = document([*words(2), *quotation, *words(12)], day=2)
    assert near_duplicates([one, other]) == {}


def test_what_is_ignored_makes_no_retelling() -> None:
    footer = words(9, 60)
    documents = []
    for seed in (1, 2):
        body = " ".join(words(seed, 60))
        whole = document([*words(seed, 60), *footer], day=seed)
        span = IgnoredSpan(start=len(body) + 1, end=len(whole.text), reason="copyright")
        documents.append(Document(id=whole.id, path="a", text=whole.text, ignored=(span,)))
    assert near_duplicates(documents) == {}
    assert near_duplicates([Document(id=each.id, path="a", text=each.text) for each in documents]) != {}


def test_undated_texts_are_later_than_dated_ones() -> None:
    told = words(1)
    undated, dated = document(told), document([*told, "بعد"], day=28)
    assert near_duplicates([undated, dated]) == {undated.id: dated.id}


def test_a_chain_leads_to_its_first_document() -> None:
    chain = [document(words(1, 300)[start : start + 100], day=1 + start // 40) for start in (0, 40, 80, 120)]
    assert near_duplicates(chain) == {each.id: chain[0].id for each in chain[1:]}


def test_a_round_up_does_not_make_its_two_sources_one() -> None:
    one, other = document(words(1), day=1), document(words(2), day=2)
    round_up = document([*words(1), *words(2)], day=3)
    assert near_duplicates([one, other, round_up]) == {round_up.id: one.id}


def test_a_hundred_copies_of_one_dispatch_are_one_source() -> None:
    told = words(1)
    copies = [document([*told, f"نسخة{number}"], day=1 + number % 28) for number in range(100)]
    first = min(copies, key=lambda each: (each.published_at, each.id))
    assert near_duplicates(copies) == {each.id: first.id for each in copies if each is not first}


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(20, 80), st.integers(0, 3)), max_size=8
    ),
    st.randoms(),
)
@settings(deadline=None)
def test_the_order_of_documents_makes_no_difference(
    cuts: list[tuple[int, int, int, int]], shuffler: random.Random
) -> None:
    documents = [
        document(words(seed, 160)[start : start + size], day or None) for seed, start, size, day in cuts
    ]
    found = near_duplicates(documents)
    shuffled = documents[:]
    shuffler.shuffle(shuffled)
    assert near_duplicates(shuffled) == found
    assert not found.keys() & set(found.values())


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 60), st.integers(20, 80)), max_size=8))
@settings(deadline=None)
def test_it_agrees_with_comparing_all_pairs(cuts: list[tuple[int, int, int]]) -> None:
    documents = sorted(
        {document(words(seed, 160)[start : start + size]) for seed, start, size in cuts},
        key=lambda each: each.id,
    )

    def shingles(each: Document) -> set[tuple[str, ...]]:
        parts = each.text.split()
        return {tuple(parts[at : at + 5]) for at in range(len(parts) - 4)}

    expected: dict[str, str] = {}
    for late, each in enumerate(documents):
        for early in documents[:late]:
            one, other = shingles(early), shingles(each)
            if len(one & other) >= max(12, min(len(one), len(other)) / 4):
                expected[each.id] = expected.get(early.id, early.id)
                break
    assert near_duplicates(documents) == expected


@pytest.mark.parametrize("texts", [[], [[]], [["كلمة"]], [["a"] * 400, ["a"] * 300]])
def test_texts_without_shingles_are_no_trouble(texts: list[list[str]]) -> None:
    assert near_duplicates([document(text) for text in texts]) == {}


def test_of_equal_texts_the_best_described_is_kept() -> None:
    told = words(1)
    plain, dated = document(told, path="a.txt"), document(told, day=3, path="c.txt")
    sourced = document(told, day=9, path="b.txt", source="المثال")
    other = document(words(2), path="d.txt")
    for order in ([plain, dated, sourced, other], [other, sourced, dated, plain]):
        assert unique_documents(order) == ([sourced, other], [plain, dated])


def test_of_the_seed_articles_one_retells_another() -> None:
    seeds = Path(__file__).parents[3] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip(f"{seeds} is absent")
    documents = {
        path.name[:3]: document
        for path in sorted(seeds.glob("*.txt"))
        for document in read_input(InputFile(path=path, name=path.name)).documents
    }
    assert near_duplicates(documents.values()) == {documents["000"].id: documents["002"].id}


def test_one_text_read_twice_counts_with_its_earlier_date() -> None:
    dated, undated = document(words(1, 60), 3), document(words(1, 60), None)
    other = document(words(1, 62), 5)
    assert near_duplicates([dated, undated, other]) == near_duplicates([undated, dated, other])
    assert near_duplicates([undated, dated, other]) == {other.id: dated.id}
