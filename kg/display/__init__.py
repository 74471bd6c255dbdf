"""How a graph is looked at in a notebook: itself, its ties and sentences, frames, plots.

`Graph`, `Graph.ties_of` and `Graph.evidence` show themselves, `Graph.widget` is to be played with; the
functions here are for frames and plots.
"""

from kg.display.frames import table
from kg.display.plots import plot_quads, shaped

__all__ = ["plot_quads", "shaped", "table"]
