"""The library that draws: sigma.js and graphology, read from the installed package `ipysigma`.

The package ships them as chunks of webpack for JupyterLab. A chunk registers its modules, functions by
file name, in a global list; `web/library.js` runs those that the page asks for.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kg.errors import ResourceError

__all__ = ["MODULES", "chunks"]

#: Modules that the page, or a module that it asks for, needs: one of each chunk.
MODULES = (
    "./node_modules/events/events.js",
    "./node_modules/graphology/dist/graphology.umd.min.js",
    "./node_modules/sigma/index.js",
)


def chunks() -> list[str]:
    """Return the JavaScript of the chunks that hold the modules, in the order of `MODULES`.

    Raises
    ------
    ResourceError
        When the package is missing or is another than the one that is known.
    """
    spec = find_spec("ipysigma")  # found without being run: it would load all of Jupyter's widgets
    folders = list(spec.submodule_search_locations or ()) if spec else []
    texts = [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(Path(folder, "labextension", "static").glob("vendors-*.js"))
    ]
    found = [next((text for text in texts if f'"{module}":\n' in text), None) for module in MODULES]
    if None in found:
        raise ResourceError(
            "The page needs ipysigma 0.24.6, whose files are not as expected.",
            'Type: pip install "ipysigma==0.24.6"',
        )
    return [_without_source_map(text) for text in found if text is not None]


def _without_source_map(text: str) -> str:
    """Leave out the comment by which a browser's debugger would look for another file."""
    return text.rpartition("//# sourceMappingURL=")[0] or text
