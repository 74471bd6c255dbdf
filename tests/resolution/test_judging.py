"""People's judgements on a build: kept by later builds, taken back without a trace, explained."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner, Result

import kg
from kg.cli import app
from kg.config import Config
from kg.errors import BuildError, NotFoundError
from kg.records import Judgement, Verdict
from kg.resolution.people import JudgementLog, without_last

ARTICLES = {
    "a.txt": "قال الباحث سامر الخطيب إن روسيا والصين وقعتا اتفاقية. والتقى سامر الخطيب الوزير.\n",
    "b.txt": "قال الباحث سامر محمود الخطيب إن إيران هددت إسرائيل. وزار سامر محمود الخطيب طهران.\n",
    "c.txt": "قال الباحث علي صالح إن مصر دعت السودان إلى التهدئة.\n",
    "d.txt": "قال الباحث علي حسن صالح إن قطر زارت الكويت.\n",
    "e.txt": "",
}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if not p.name.startswith(".")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    for name, text in ARTICLES.items():
        (folder / "texts").mkdir(exist_ok=True)
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    kg.build(folder / "texts", folder / "build")
    return folder


@pytest.fixture
def workplace(built: Path, tmp_path: Path) -> Path:
    """A copy of the build beside its texts."""
    shutil.copytree(built / "build", tmp_path / "build")
    shutil.copytree(built / "texts", tmp_path / "texts", copy_function=shutil.copy2)
    return tmp_path


@pytest.fixture
def run(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(workplace)

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        if isinstance(result.exception, Exception):
            raise result.exception
        return result

    return invoke


def test_the_sample_has_what_these_tests_ask_for(built: Path) -> None:
    graph = kg.open(built / "build")
    assert graph.find("سامر الخطيب") == graph.find("سامر محمود الخطيب")
    assert graph.find("علي صالح") != graph.find("علي حسن صالح")
    assert [judgement.verdict for judgement in graph.unsure()] == [Verdict.UNSURE]
    assert graph.report["drops"]["file-empty"] == 1


def test_a_merge_joins_and_undo_gives_the_former_bytes_back(workplace: Path) -> None:
    before = snapshot(workplace / "build")
    graph = kg.open(workplace / "build")
    merged = graph.merge("علي صالح", "علي حسن صالح", by="me")
    one = merged.find("علي صالح")
    assert one == merged.find("علي حسن صالح")
    assert one.document_count == 2
    assert merged.unsure() == ()
    assert snapshot(workplace / "build") != before
    merged.undo()
    assert snapshot(workplace / "build") == before


def test_a_split_parts_what_rules_joined_and_undo_joins_it_again(workplace: Path) -> None:
    before = snapshot(workplace / "build")
    graph = kg.open(workplace / "build")
    parted = graph.split("سامر الخطيب", "سامر محمود الخطيب", by="me")
    assert parted.find("سامر الخطيب") != parted.find("سامر محمود الخطيب")
    parted.undo()
    assert snapshot(workplace / "build") == before


def test_judgements_taken_back_one_by_one_lead_all_the_way_back(workplace: Path) -> None:
    states = [snapshot(workplace / "build")]
    graph = kg.open(workplace / "build")
    for step in (
        lambda g: g.merge("علي صالح", "علي حسن صالح"),
        lambda g: g.split("علي صالح"),
        lambda g: g.merge("علي صالح", "علي حسن صالح"),
        lambda g: g.merge("مصر", "السودان"),
    ):
        graph = step(graph)
        states.append(snapshot(workplace / "build"))
    while len(states) > 1:
        states.pop()
        graph, taken_back = graph.undo()
        assert taken_back
        assert snapshot(workplace / "build") == states[-1]
    with pytest.raises(BuildError, match="nothing to take back"):
        graph.undo()


def test_a_later_build_keeps_the_judgement_and_gives_the_same_bytes(workplace: Path) -> None:
    kg.open(workplace / "build").merge("علي صالح", "علي حسن صالح")
    judged = snapshot(workplace / "build")
    kg.build(workplace / "texts", workplace / "build", fresh=True)
    assert snapshot(workplace / "build") == judged


def test_without_its_cache_a_build_can_be_judged(workplace: Path) -> None:
    kg.open(workplace / "build").merge("علي صالح", "علي حسن صالح").undo()
    with_cache = snapshot(workplace / "build")
    shutil.rmtree(workplace / "build" / ".cache")
    kg.open(workplace / "build").merge("علي صالح", "علي حسن صالح").undo()
    assert snapshot(workplace / "build") == with_cache


def test_two_known_actors_can_be_merged_and_found_by_both_names(workplace: Path) -> None:
    merged = kg.open(workplace / "build").merge("قطر", "الكويت")
    assert merged.find("Qatar") == merged.find("Kuwait") == merged.find("country/kuwait")


def test_other_settings_than_those_of_the_build_are_refused(workplace: Path) -> None:
    other = Config().updated({"extraction": {"min_confidence": 0.9}})
    before = snapshot(workplace / "build")
    with pytest.raises(BuildError, match="other settings"):
        kg.open(workplace / "build").merge("علي صالح", "علي حسن صالح", config=other)
    assert snapshot(workplace / "build") == before


def test_merging_what_is_one_and_splitting_what_is_not_joined_is_told(workplace: Path) -> None:
    graph = kg.open(workplace / "build")
    with pytest.raises(BuildError, match="one already"):
        graph.merge("سامر الخطيب", "سامر محمود الخطيب")
    with pytest.raises(BuildError, match="nothing to split"):
        graph.split("علي صالح")
    with pytest.raises(NotFoundError, match="no member"):
        graph.split("سامر الخطيب", "علي صالح")


def test_contradicting_judgements_leave_the_build_as_it_is(workplace: Path) -> None:
    graph = kg.open(workplace / "build")
    ids = [graph.find(name).id for name in ("مصر", "السودان", "قطر")]
    graph = graph.judge([(ids[0], ids[1], Verdict.DIFFERENT), (ids[0], ids[2], Verdict.SAME)], by="me")
    before = snapshot(workplace / "build")
    with pytest.raises(BuildError, match="contradict"):
        graph.judge([(ids[1], ids[2], Verdict.SAME)], by="you")
    assert snapshot(workplace / "build") == before


def test_why_tells_the_judgement_of_one_entity_and_of_two(workplace: Path) -> None:
    graph = kg.open(workplace / "build")
    joined = graph.why("سامر الخطيب", "سامر محمود الخطيب")
    assert joined.same
    assert [j.verdict for j in joined.judgements] == [Verdict.SAME]
    assert len(graph.why("سامر الخطيب").members) == 2
    apart = graph.why("علي صالح", "علي حسن صالح")
    assert not apart.same
    assert [j.verdict for j in apart.judgements] == [Verdict.UNSURE]
    (compared,) = graph.why("مصر", "السودان").judgements
    assert (compared.verdict, compared.detail) == (Verdict.DIFFERENT, "the knowledge base holds both")


def test_the_examples_of_the_judging_commands_run(run) -> None:
    kg.build(out="build")
    helps = {name: command.help for name, command in typer.main.get_command(app).commands.items()}
    for name in ("merge", "split", "undo"):
        (example,) = re.findall(r"Example: kg (.+)", helps[name])
        result = run(*shlex.split(example))
        assert result.exit_code == 0
        assert "country/north-korea" in result.output


def test_review_takes_keys_from_a_pipe(run, workplace: Path) -> None:
    before = snapshot(workplace / "build")
    skipped = run("review", stdin="k")
    assert "0 pairs judged, 1 open" in skipped.output
    assert "علي حسن صالح إن قطر" in skipped.output, "a passage from either side"
    assert snapshot(workplace / "build") == before
    assert "1 pairs judged, 0 open" in run("review", "--by", "me", stdin="x\nd").output
    (judgement,) = (j for j in kg.open(workplace / "build").folder.judgements() if j.by == "person:me")
    assert judgement.verdict is Verdict.DIFFERENT
    assert "0 pairs judged, 0 open" in run("review", stdin="").output
    run("undo")
    run("review", stdin="s")
    graph = kg.open(workplace / "build")
    assert graph.find("علي صالح") == graph.find("علي حسن صالح")
    assert "person:" in run("why", "علي صالح", "علي حسن صالح").output


def judgement(left: str, right: str, verdict: Verdict, by: str, at: str | None = None) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by, at=at)


def test_the_last_moment_is_taken_back_as_a_whole() -> None:
    first = judgement("a", "b", Verdict.SAME, "person:me", "2024-01-01")
    last = [judgement(x, "d", Verdict.DIFFERENT, "person:you", "2024-01-02") for x in "ab"]
    rule = judgement("a", "c", Verdict.SAME, "rule:names")
    assert without_last([*last, rule, first]) == ((rule, first), tuple(last))


def test_the_way_from_one_member_to_another_is_the_shortest() -> None:
    same = [judgement(*pair, Verdict.SAME, "rule:names") for pair in ("ab", "bc", "ac", "cd")]
    log = JudgementLog(tuple(same), frozenset("a"))
    assert [(j.left, j.right) for j in log.path("a", "d")] == [("a", "c"), ("c", "d")]
    assert log.path("a", "x") == ()
    assert log.members("a") == ("a", "b", "c", "d")
    assert log.entity_of("d") == "a"
    assert log.entity_of("x") is None


def test_nothing_of_the_machine_but_the_user_is_written(workplace: Path) -> None:
    kg.open(workplace / "build").merge("مصر", "السودان", by="me")
    (line,) = (j for j in kg.open(workplace / "build").folder.judgements() if j.at)
    assert line.by == "person:me"
    assert os.fsencode(workplace) not in (workplace / "build" / "judgements.jsonl").read_bytes()
