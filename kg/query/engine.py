"""The one interface of the engines that run Cypher, and how a script is run on one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from kg.errors import QueryError
from kg.query.result import QueryResult
from kg.query.script import Script

__all__ = ["Engine", "run_script"]


class Engine(Protocol):
    """Runs one statement at a time."""

    def run(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        """Return the answer of a statement.

        Raises
        ------
        QueryError
            When the engine refuses it.
        """


def run_script(engine: Engine, script: Script, parameters: Mapping[str, Any]) -> tuple[QueryResult, ...]:
    """Return the answer of every statement, in order. Given parameters go before the script's own.

    Raises
    ------
    QueryError
        When a parameter has no value, or the engine refuses a statement.
    """
    needed = frozenset().union(*(statement.uses for statement in script.statements))
    values = dict(parameters)
    for name, expression in script.defaults.items():
        if name in needed and name not in values:
            ((values[name],),) = engine.run(f"RETURN {expression} AS value", {}).rows
    missing = sorted(needed - values.keys())
    if missing:
        raise QueryError(
            f"The query needs a value for ${missing[0]}.", f"Give it with: --param {missing[0]}=VALUE"
        )
    return tuple(
        engine.run(one.text, {name: values[name] for name in sorted(one.uses)}) for one in script.statements
    )
