"""One exception tree. Every message says what happened, where, and what to type next."""

from __future__ import annotations

from typing import Any

__all__ = [
    "BuildError",
    "ConfigError",
    "DatabaseError",
    "DependencyError",
    "KgError",
    "NotFoundError",
    "OntologyError",
    "QueryError",
    "ReadError",
    "ResourceError",
]


class KgError(Exception):
    """Base of everything `kg` raises on purpose.

    Parameters
    ----------
    what : str
        What happened and where, as one sentence.
    hint : str, optional
        What to type or change next, as one sentence.
    """

    exit_code = 1

    def __init__(self, what: str, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} {self.hint}" if self.hint else self.what

    def __reduce__(self) -> tuple[type[KgError], tuple[Any, ...]]:
        return type(self), (self.what, self.hint)


class ReadError(KgError):
    """A file or record that cannot be read as text."""


class ConfigError(KgError):
    """A configuration file or option that does not hold what it must; all faults at once."""

    exit_code = 2


class ResourceError(KgError):
    """A shipped or user-given YAML resource that breaks its own rules."""

    exit_code = 2


class OntologyError(ResourceError):
    """An ontology file with unknown types, double names or illegal pairs."""


class BuildError(KgError):
    """A build folder that is missing, unfinished, locked or made by another version."""


class NotFoundError(KgError):
    """A name, entity or tie that the graph does not hold; carries suggestions."""

    def __init__(self, what: str, hint: str | None = None, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(what, hint)
        self.suggestions = suggestions

    def __reduce__(self) -> tuple[type[NotFoundError], tuple[Any, ...]]:
        return type(self), (self.what, self.hint, self.suggestions)


class DatabaseError(KgError):
    """A Neo4j server that is absent, refuses the password, or is too old."""


class QueryError(KgError):
    """A Cypher statement that an engine refuses."""


class DependencyError(KgError):
    """An optional library that the command needs and the environment lacks."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"This needs {library}.", f'Install it with: pip install "kg[{extra}]"')
        self.library = library
        self.extra = extra

    def __reduce__(self) -> tuple[type[DependencyError], tuple[Any, ...]]:
        return type(self), (self.library, self.extra)
