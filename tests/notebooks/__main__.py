"""Run the notebooks and keep their outputs, to look at without running: python -m tests.notebooks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from tests.notebooks.running import NOTEBOOKS, run

with TemporaryDirectory() as folder:
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(run(path, Path(folder)), path)
