"""One HTML page that shows a graph to whoever opens it: no server, no network, nothing to install.

The page draws with sigma.js and graphology, which the package `ipysigma` ships (MIT; its one dependency is
ipywidgets). Compared on 5,000 actors and 20,000 ties, drawn by two busy processors without a graphics card:

| library, and what ships it | size | own thread, a frame | all drawn, a frame | moved, lines hidden |
|---|---|---|---|---|
| sigma.js and graphology, ipysigma 0.24.6 | 308 kB | 5 ms | 540 ms | 50 ms |
| vis-network 9.1.2, pyvis 0.3.2 | 468 kB | 1,000 ms | 480 ms | 100 ms |
| Cytoscape.js 3.30, dash-cytoscape 1.0.2 (needs Dash and Plotly) | 374 kB | | 1,020 ms | |
| Bokeh 3.9.2 | 1,460 kB | | 600 ms | |

The work of sigma.js is the graphics card's where there is one. All four write Arabic right; none keeps names
from overlapping, so the page places them itself. `benchmarks/explore.py` measures the page as it is.
"""

from kg.explore.page import TIES, Language, Page, make_page, write_page

__all__ = ["TIES", "Language", "Page", "make_page", "write_page"]
