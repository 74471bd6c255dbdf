"""Folders of news texts, Arabic first, into a knowledge graph of political actors and their ties.

>>> import kg
>>> graph = kg.open("build/")  # doctest: +SKIP
>>> graph.ties.head()          # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, open

__all__ = ["Graph", "__version__", "build", "open"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the API on first use, so that `import kg` and the command line start at once."""
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
