"""Configuration: a YAML file with a section for each step. Every fault is reported at once.

>>> Config().build.workers
'auto'
>>> Config().updated({"build": {"workers": 2}}).build.workers
2
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from rapidfuzz import process

from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.corpus import ReadOptions
    from kg.extraction.pipeline import ExtractionSettings

__all__ = [
    "BuildSection",
    "ColumnsSection",
    "Config",
    "ExtractionSection",
    "InputSection",
    "Neo4jSection",
    "QuerySection",
]


def _names(value: Any) -> Any:
    """Take one name for a list of one."""
    return (value,) if isinstance(value, str) else value


def _existing_file(path: Path, info: ValidationInfo) -> Path:
    path = _beside_file(path, info)
    if not path.is_file():
        raise ValueError("should be a file that exists")
    return path


def _beside_file(path: Path, info: ValidationInfo) -> Path:
    """Read a relative path from the folder of the configuration file."""
    base: Path = (info.context or {}).get("folder", Path())
    return base / path.expanduser()


def _server(uri: str) -> str:
    if not re.match(r"(bolt|neo4j)(\+s|\+ssc)?://.", uri):
        raise ValueError("should be like bolt://localhost:7687 or neo4j+s://HOST")
    return uri


def _workers(value: Any) -> Any:
    if value == "auto" or (isinstance(value, int) and not isinstance(value, bool) and value >= 1):
        return value
    raise ValueError("should be auto or a whole number from 1")


def _ties(value: Any) -> Any:
    if value is False or value == "off":  # YAML reads a bare off as false
        return "off"
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise ValueError("should be off or a whole number from 1")


Names = Annotated[tuple[str, ...], BeforeValidator(_names), Field(strict=False, min_length=1)]
ExistingFile = Annotated[Path, Field(strict=False), AfterValidator(_existing_file)]
NearFile = Annotated[Path, Field(strict=False), AfterValidator(_beside_file)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ColumnsSection(_Section):
    """Names of columns, JSON fields and front-matter keys; None stands for the names that `kg` knows."""

    text: Names | None = None
    title: Names | None = None
    source: Names | None = None
    author: Names | None = None
    url: Names | None = None
    published_at: Names | None = None
    id: Names | None = None
    language: Names | None = None


class InputSection(_Section):
    """How texts are read."""

    columns: ColumnsSection = ColumnsSection()
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    encoding: str | None = None
    languages: Annotated[tuple[Literal["ar", "en"], ...], Field(strict=False, min_length=1)] = ("ar", "en")
    min_letters: Annotated[int, Field(ge=1)] = 1
    title_from_first_line: bool = True

    def options(self) -> ReadOptions:
        """Return the section as reading takes it."""
        from kg.corpus import Columns, ReadOptions

        columns = {role: names for role, names in self.columns if names is not None}
        return ReadOptions(**{**dict(self), "columns": Columns(**columns)})


class ExtractionSection(_Section):
    """What is looked for in a text."""

    actors: Annotated[tuple[ExistingFile, ...], Field(strict=False)] = ()
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.35
    rules: bool = True
    model: bool = True
    chunk_size: Annotated[int, Field(ge=100)] = 1200

    def settings(self) -> ExtractionSettings:
        """Return the section as extraction takes it."""
        from kg.extraction.pipeline import ExtractionSettings

        values = {key: value for key, value in self if key != "actors"}
        return ExtractionSettings(actor_files=tuple(map(str, self.actors)), **values)


class BuildSection(_Section):
    """Where the build goes, how many processes make it, and the most ties that its page shows."""

    out: Annotated[Path, Field(strict=False)] = Path("build")
    workers: Annotated[int | Literal["auto"], BeforeValidator(_workers)] = "auto"
    explore: Annotated[int | Literal["off"], BeforeValidator(_ties)] = 20_000


class Neo4jSection(_Section):
    """The server that `kg export neo4j` and `kg query` speak to."""

    uri: Annotated[str, AfterValidator(_server)] | None = None
    user: str | None = None
    password_env: str = "NEO4J_PASSWORD"  # noqa: S105 (the name of a variable)
    password_file: NearFile | None = None
    database: str | None = None
    graph: Annotated[str, Field(min_length=1)] = "kg"


class QuerySection(_Section):
    """How answers are shown."""

    format: Literal["table", "csv", "json"] = "table"


class Config(_Section):
    """All settings. `configs/default.yaml` shows each with its meaning."""

    input: InputSection = InputSection()
    extraction: ExtractionSection = ExtractionSection()
    build: BuildSection = BuildSection()
    neo4j: Neo4jSection = Neo4jSection()
    query: QuerySection = QuerySection()

    @classmethod
    def load(cls, path: str | PathLike[str] | None = None) -> Config:
        """Return the settings of a YAML file, or the defaults without one.

        Relative paths of actor and password files are read from the folder of the file.

        Raises
        ------
        ConfigError
            With every fault of the file: key, value, and what is allowed.
        """
        if path is None:
            return cls()
        file = Path(path)
        return cls._validated(_read(file), str(file), file.parent)

    def updated(self, values: Mapping[str, Mapping[str, Any]], where: str = "The command line") -> Config:
        """Return a copy with other values, by section and key; None values are left as they were.

        Raises
        ------
        ConfigError
            With every fault; `where` is what the message calls their place.
        """
        sections = self.model_dump()
        for name, section in values.items():
            sections[name] = sections.get(name, {}) | {k: v for k, v in section.items() if v is not None}
        return self._validated(sections, where, Path())

    @classmethod
    def _validated(cls, values: Any, where: str, folder: Path) -> Config:
        if not isinstance(values, dict):
            raise ConfigError(f"{where} should hold sections with keys.", _HINT)
        filled = {name: {} if section is None else section for name, section in values.items()}
        try:
            return cls.model_validate(filled, context={"folder": folder})
        except ValidationError as error:
            faults = [_fault(one) for one in error.errors() if not _follows(one)]
        raise ConfigError(
            f"{where} has {len(faults)} fault{'s' * (len(faults) > 1)}:"
            + "".join(f"\n  {one}" for one in faults)
            + "\n",
            _HINT,
        )


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HINT = "All keys with their meaning: configs/default.yaml."


def _read(file: Path) -> Any:
    try:
        text = file.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
        repeated = list(_repeated(node))
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    except OSError as error:
        raise ConfigError(
            f"{file} cannot be read: {error.strerror}.", "Give --config a YAML file."
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{file} is no valid YAML: {error}.", _HINT) from error
    if repeated:
        raise ConfigError(f"{file} holds a key twice: {', '.join(repeated)}.", "Keep one of each.")
    return {} if values is None else values


def _repeated(node: Any) -> list[str]:
    """Return the keys that a mapping holds twice, of which YAML would silently keep the last."""
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    found = [
        f"{key} (line {at.start_mark.line + 1})"
        for n, (at, _) in enumerate(node.value)
        if (key := keys[n]) in keys[:n]
    ]
    return found + [one for _, value in node.value for one in _repeated(value)]


_WORDS = {"too_short": "should hold at least one", "path_type": "should be a path"}


def _follows(error: Any) -> bool:
    """Return whether a list is called too short only because its items are refused."""
    return error["type"] == "too_short" and bool(error["input"])


def _fault(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] in ("extra_forbidden", "invalid_key"):
        return _unknown(error["loc"])
    what = _WORDS.get(error["type"]) or re.sub(r"^(Value error, |Input )", "", error["msg"])
    return f"{key} is {error['input']!r}, but {what}"


def _unknown(loc: tuple[int | str, ...]) -> str:
    *parents, key = map(str, loc)
    section: Any = Config
    for parent in parents:
        section = section.model_fields[parent].annotation
    known = list(section.model_fields)
    near = process.extractOne(key, known, score_cutoff=60)
    guess = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"{'.'.join(map(str, loc))} is no key of kg: {guess}"
