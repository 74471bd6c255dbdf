"""How long resolution takes for a crowd of invented people, and how much memory.

    python benchmarks/resolution.py                    # 1,000,000 mentions of 100,000 people
    python benchmarks/resolution.py 100000 10000       # mentions, people

Prints seconds, processor seconds and peak memory of resolving alone (making the crowd is not counted in the
seconds), the entities found, the pairs called the same, and what was left out. One process. The aim is 3
minutes and 4 GB for the first line, and not more than 12 times the processor seconds of the second.
"""

from __future__ import annotations

import resource
import sys
import time

from kg.actors import Actors
from kg.evaluation.crowd import crowd
from kg.records import Verdict
from kg.resolution import resolve


def main(mentions: int = 1_000_000, people: int = 100_000) -> None:
    """Resolve a crowd and print the figures."""
    extractions = list(crowd(mentions, people))
    held = _megabytes()
    started, worked = time.perf_counter(), time.process_time()
    found = resolve(extractions, Actors.default())
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    same = sum(judgement.verdict is Verdict.SAME for judgement in found.judgements)
    print(f"{mentions:,} mentions of {people:,} people: {seconds:.1f} s ({work:.1f} s of a processor),")
    print(f"  peak {_megabytes():,} MB ({held:,} MB before); {len(found.entities):,} entities,")
    print(f"  {same:,} same, drops {found.drops}")


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
