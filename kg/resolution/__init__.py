"""Mentions of all documents become entities: candidates, judgements, clusters.

Invariant: the result depends on the set of extractions and judgements, never on their order.
"""

from kg.resolution.clusters import cluster
from kg.resolution.resolve import Resolution, resolve

__all__ = ["Resolution", "cluster", "resolve"]
