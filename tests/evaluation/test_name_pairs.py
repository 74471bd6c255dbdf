"""The frozen name pairs: the committed run is that of this code, and reaches what it must."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.actors import Actors
from kg.evaluation.name_pairs import committed, main, moved, pairs, run, score
from kg.records import EntityType, Verdict

PAIRS = pairs()


@pytest.fixture(scope="module")
def decisions():
    return run(Actors.default())


def test_the_committed_run_is_that_of_this_code(decisions) -> None:
    assert moved(decisions) == [], "run: python -m kg.evaluation.name_pairs --write, and look at what moved"
    assert len(committed()) == len(PAIRS)


def test_precision_goes_before_recall(decisions) -> None:
    (counts,) = score(decisions).values()
    assert counts.precision >= 0.98
    assert counts.f1 >= 0.95


def test_the_benchmark_is_large_and_holds_both_answers() -> None:
    assert len(PAIRS) >= 600
    verdicts = Counter(pair.verdict for pair in PAIRS)
    assert min(verdicts[Verdict.SAME], verdicts[Verdict.DIFFERENT]) >= 200
    assert set(verdicts) == {Verdict.SAME, Verdict.DIFFERENT}
    assert {pair.tier for pair in PAIRS} == {"strong", "medium", "weak"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ليبيا", "ليبيريا"),
        ("غينيا", "غيانا"),
        ("النيجر", "نيجيريا"),
        ("كوريا الشمالية", "كوريا الجنوبية"),
        ("الكونغو الديمقراطية", "جمهورية الكونغو"),
        ("السودان", "جنوب السودان"),
        ("ولاية جورجيا", "تبليسي"),
        ("غزة", "غزو"),
        ("نهر الأردن", "الأردن"),
        ("حافظ الأسد", "بشار الأسد"),
    ],
)
def test_known_traps_are_in_it_and_do_not_catch(decisions, one: str, other: str) -> None:
    (verdict,) = (d.verdict for p, d in decisions.items() if (p.left, p.right) == (one, other))
    assert verdict is not Verdict.SAME


def test_a_pair_that_moved_is_named(decisions) -> None:
    pair = next(pair for pair in decisions if pair.type is EntityType.PERSON)
    changed = decisions | {pair: next(d for d in decisions.values() if d.verdict is Verdict.DIFFERENT)}
    (line,) = moved(changed)
    assert pair.left in line
    assert moved({p: d for p, d in decisions.items() if p != pair}) == [f"{pair.left} | {pair.right}: gone"]


def test_the_command_prints_figures_by_tier_and_category(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    out = capsys.readouterr().out
    for word in ("strong", "father and son", "across scripts", "all"):
        assert word in out
    assert "moved:" not in out
