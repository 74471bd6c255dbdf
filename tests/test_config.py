"""Configuration: the shipped file is the defaults, and every fault is told at once with what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.config import Config
from kg.corpus import Columns, ReadOptions
from kg.errors import ConfigError
from kg.extraction.pipeline import ExtractionSettings

DEFAULT = Path(__file__).parents[1] / "configs" / "default.yaml"


def write(folder: Path, text: str) -> Path:
    path = folder / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        Config.load(write(folder, text))
    return str(caught.value)


def test_the_shipped_file_is_the_defaults() -> None:
    assert Config.load(DEFAULT) == Config() == Config.load()


def test_the_shipped_file_shows_every_key() -> None:
    def keys(value: object) -> object:
        return {key: keys(inner) for key, inner in value.items()} if isinstance(value, dict) else None

    shown = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    assert keys(shown) == keys(Config().model_dump())


def test_every_key_of_the_shipped_file_has_a_comment_above_it_or_its_section() -> None:
    lines = DEFAULT.read_text(encoding="utf-8").splitlines()
    for section in Config.model_fields:
        at = lines.index(f"{section}:")
        assert lines[at - 1].startswith("# ")


def test_defaults_are_those_of_reading_and_extraction() -> None:
    assert Config().input.options() == ReadOptions()
    assert Config().extraction.settings() == ExtractionSettings()


def test_sections_reach_reading_and_extraction(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("id,type\n")
    config = Config.load(
        write(
            tmp_path,
            """
input: {columns: {title: head}, delimiter: ";", encoding: windows-1256, languages: [en], min_letters: 9,
  title_from_first_line: false}
extraction: {actors: [mine.csv], min_confidence: 0.5, chunk_size: 300}
""",
        )
    )
    assert config.input.options() == ReadOptions(
        columns=Columns(title=("head",)),
        delimiter=";",
        encoding="windows-1256",
        languages=("en",),
        min_letters=9,
        title_from_first_line=False,
    )
    assert config.extraction.settings() == ExtractionSettings(
        actor_files=(str(tmp_path / "mine.csv"),), min_confidence=0.5, chunk_size=300
    )


def test_values_of_a_file_count_and_the_rest_stays(tmp_path: Path) -> None:
    config = Config.load(
        write(
            tmp_path,
            "input: {columns: {text: body, title: [head, عنوان]}}\nextraction: {min_confidence: 1}\nbuild:\n",
        )
    )
    assert config.input.columns.text == ("body",)
    assert config.input.columns.title == ("head", "عنوان")
    assert config.extraction.min_confidence == 1
    assert config.build == Config().build


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\ufeffbuild:\n  out: build\n"])
def test_a_file_may_be_empty_and_may_start_with_a_mark(tmp_path: Path, text: str) -> None:
    assert Config.load(write(tmp_path, text)) == Config()


def test_paths_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("{}")
    config = Config.load(
        write(tmp_path, "extraction: {actors: [mine.yaml]}\nneo4j: {password_file: secret}\n")
    )
    assert config.extraction.actors == (tmp_path / "mine.yaml",)
    assert config.neo4j.password_file == tmp_path / "secret"
    assert config.updated({"build": {"workers": 2}}).extraction.actors == (tmp_path / "mine.yaml",)


def test_all_faults_are_told_at_once_with_key_value_and_what_is_allowed(tmp_path: Path) -> None:
    message = faults(
        tmp_path,
        """
inputs: {}
input:
  columns: {txt: a, title: []}
  languages: [ar, fr]
  min_letters: 0
extraction: {min_confidence: high, actors: [none.yaml], temper: dark}
build: {workers: 0}
neo4j: {uri: "http://localhost", user: 3}
query: {format: xml}
""",
    )
    lines = message.splitlines()
    assert lines[0] == f"{tmp_path / 'my.yaml'} has 12 faults:"
    assert sorted(line.strip() for line in lines[1:-1]) == [
        "build.workers is 0, but should be auto or a whole number from 1",
        "extraction.actors.0 is 'none.yaml', but should be a file that exists",
        "extraction.min_confidence is 'high', but should be a valid number",
        "extraction.temper is no key of kg: known are actors, min_confidence, rules, model, chunk_size",
        "input.columns.title is [], but should hold at least one",
        "input.columns.txt is no key of kg: did you mean text?",
        "input.languages.1 is 'fr', but should be 'ar' or 'en'",
        "input.min_letters is 0, but should be greater than or equal to 1",
        "inputs is no key of kg: did you mean input?",
        "neo4j.uri is 'http://localhost', but should be like bolt://localhost:7687 or neo4j+s://HOST",
        "neo4j.user is 3, but should be a valid string",
        "query.format is 'xml', but should be 'table', 'csv' or 'json'",
    ]
    assert "configs/default.yaml" in lines[-1]


@pytest.mark.parametrize("value", ["true", "1.5", "two", "-1", "[]"])
def test_workers_are_auto_or_a_number(tmp_path: Path, value: str) -> None:
    assert "build.workers is" in faults(tmp_path, f"build: {{workers: {value}}}")


def test_a_key_given_twice_is_told(tmp_path: Path) -> None:
    message = faults(tmp_path, "build: {out: a}\nquery: {format: csv}\nbuild: {out: b}\n")
    assert "holds a key twice: build (line 3)" in message


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("build: [", "is no valid YAML"),
        ("- build", "should hold sections with keys"),
        ("build: 3", "build is 3"),
        ("build: [1]", r"build is \[1\]"),
        ("3: {}", "3 is no key of kg"),
    ],
)
def test_a_file_that_holds_no_settings_is_told(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(ConfigError, match=what):
        Config.load(write(tmp_path, text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml cannot be read: No such file"):
        Config.load(tmp_path / "none.yaml")


def test_options_replace_values_and_are_checked() -> None:
    config = Config().updated({"neo4j": {"uri": "bolt://db:7687", "user": None}})
    assert (config.neo4j.uri, config.neo4j.user) == ("bolt://db:7687", None)
    with pytest.raises(ConfigError, match=r"The command line has 1 fault:\n  neo4j\.uri is 'db:7687'"):
        Config().updated({"neo4j": {"uri": "db:7687"}})


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["input", "columns", "text", "build", "workers", "x"]) | st.integers(), inner
        )
    ),
    max_leaves=8,
)


@given(values=_values)
def test_any_yaml_is_settings_or_a_told_fault(
    values: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write(tmp_path_factory.getbasetemp(), yaml.safe_dump(values, allow_unicode=True))
    try:
        told = ""
        Config.load(path)
    except ConfigError as error:
        told = str(error)
    assert not told or str(path) in told
