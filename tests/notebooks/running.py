"""Run the notebooks from top to bottom, in a folder of choice."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

__all__ = ["NOTEBOOKS", "run"]

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def run(path: Path, folder: Path) -> NotebookNode:
    """Return a notebook with the outputs of a fresh run; an error in a cell is raised.

    Times, memory addresses and the state of widgets are left out, so that two runs give the same file.
    """
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=240,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
    ).execute()
    notebook.metadata.language_info = {"name": "python"}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
        data = output.get("data", {})
        data.pop("application/vnd.jupyter.widget-view+json", None)
        if "text/plain" in data:
            data["text/plain"] = _ADDRESS.sub("", data["text/plain"])
    return notebook
