"""How fast: words a second of the names stage, the claims stage and the whole, on a named machine.

Words are what white space separates. Everything is loaded and run once before the clock starts; each figure
is the median of several runs: in one process, and in as many as there are cores, as `kg build` works.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.actors import Actors
from kg.errors import KgError, ReadError
from kg.evaluation.predictions import as_document
from kg.extraction.pipeline import ExtractionSettings, extract, load
from kg.records import Document
from kg.resolution import resolve
from kg.resources import resource_path
from kg.workers import Crash, Workers, cpu_count

Component = Callable[[Doc], Doc]

__all__ = ["Machine", "Speed", "StageSpeed", "machine", "measure_speed"]

#: The last component of the names stage; the claims stage is what follows.
_LAST_OF_NAMES = "kg_names"
#: Tasks for each process, so that none waits long for another at the end.
_SHARES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a speed was measured on; `cores` are those that this process may use."""

    processor: str
    cores: int
    system: str
    python: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpeed:
    """A stage: medians of elapsed seconds and, for one process, of processor seconds for all texts."""

    stage: str
    words: int
    seconds: float
    cpu_seconds: float | None = None
    processes: int = 1

    @property
    def words_per_second(self) -> float:
        """Words by elapsed time."""
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def words_per_cpu_second(self) -> float | None:
        """Words by processor time: what a busy machine does not change; None for several processes."""
        return self.words / self.cpu_seconds if self.cpu_seconds else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """All stages. `model_bytes` is the size of the trained models in this installation, 0 without any."""

    machine: Machine
    documents: int
    words: int
    runs: int
    stages: tuple[StageSpeed, ...]
    model_bytes: int


def machine() -> Machine:
    """Return what this process runs on."""
    return Machine(
        processor=_processor(),
        cores=cpu_count(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def measure_speed(texts: Sequence[str], runs: int = 5) -> Speed:
    """Time the stages on Arabic texts.

    Parameters
    ----------
    texts : sequence of str
        Any number above none.
    runs : int
        How often; the median counts.

    Raises
    ------
    ReadError
        When there is no text.
    """
    if not texts:
        raise ReadError("There is no text to read.", "Name some: --data FOLDER.")
    documents = _documents(texts)
    words = sum(len(text.split()) for text in texts)
    nlp = load("ar", ExtractionSettings())
    whole = _timed(lambda: _whole(texts), runs)
    staged = [_read(nlp, _stages(nlp), documents) for _ in range(runs)]
    timings = {
        "names": [names for names, _ in staged],
        "claims": [claims for _, claims in staged],
        "names and claims": [(a + b, cpu_a + cpu_b) for (a, cpu_a), (b, cpu_b) in staged],
        "whole: read, extract, resolve": whole,
    }
    return Speed(
        machine=machine(),
        documents=len(texts),
        words=words,
        runs=runs,
        stages=(
            *(
                StageSpeed(
                    stage=stage,
                    words=words,
                    seconds=median(seconds for seconds, _ in times),
                    cpu_seconds=median(cpu for _, cpu in times),
                )
                for stage, times in timings.items()
            ),
            *_on_all_cores(texts, words, runs),
        ),
        model_bytes=sum(path.stat().st_size for path in _model_files()),
    )


def _timed(run: Callable[[], object], runs: int) -> list[tuple[float, float]]:
    """Return elapsed and processor seconds of each run, after one that does not count."""
    run()
    times = []
    for _ in range(runs):
        began, cpu = time.perf_counter(), time.process_time()
        run()
        times.append((time.perf_counter() - began, time.process_time() - cpu))
    return times


def _on_all_cores(texts: Sequence[str], words: int, runs: int) -> Iterator[StageSpeed]:
    """Time names, and names and claims, in a process for each core; with one core there is nothing to add."""
    count = min(cpu_count(), len(texts))
    if count < 2:
        return
    shares = [texts[k :: count * _SHARES] for k in range(count * _SHARES)]
    with Workers() as workers:
        for stage, function in (("names", _find_names), ("names and claims", _find_claims)):
            times = _timed(partial(_spread, workers, function, shares, count), runs)
            yield StageSpeed(
                stage=stage, words=words, seconds=median(time for time, _ in times), processes=count
            )


def _spread(workers: Workers, function: Callable[..., object], shares: list[Any], count: int) -> None:
    for answer in workers.map(function, [share for share in shares if share], count):
        if isinstance(answer, Crash):
            raise KgError("A process died.", "Run again with fewer texts.")


def _find_names(texts: Sequence[str]) -> None:
    nlp = load("ar", ExtractionSettings())
    _read(nlp, _stages(nlp)[:1], _documents(texts))


def _find_claims(texts: Sequence[str]) -> None:
    for extraction in extract(_documents(texts)):
        assert extraction.error is None


def _documents(texts: Sequence[str]) -> list[Document]:
    return [as_document(text, str(number)) for number, text in enumerate(texts)]


def _whole(texts: Sequence[str]) -> None:
    resolve(list(extract(_documents(texts))), Actors.default())


def _stages(nlp: Language) -> tuple[list[Component], list[Component]]:
    """Return the components that find names, and those that find claims."""
    components = [component for _, component in nlp.pipeline]
    names = nlp.component_names.index(_LAST_OF_NAMES) + 1
    return components[:names], components[names:]


def _read(
    nlp: Language, stages: Sequence[Sequence[Component]], documents: Iterable[Document]
) -> list[tuple[float, float]]:
    """Send documents through stages of a pipeline; return elapsed and processor seconds of each stage."""
    spent = [(0.0, 0.0)] * len(stages)
    for document in documents:
        with nlp.memory_zone():
            began, cpu = time.perf_counter(), time.process_time()
            doc = nlp.tokenizer(document.text)
            doc._.kg_document = document
            for number, stage in enumerate(stages):
                for component in stage:
                    doc = component(doc)
                now, cpu_now = time.perf_counter(), time.process_time()
                seconds, cpu_seconds = spent[number]
                spent[number] = seconds + now - began, cpu_seconds + cpu_now - cpu
                began, cpu = now, cpu_now
    return spent


def _model_files() -> Iterable[Path]:
    return (path for path in resource_path("joint").glob("*") if path.is_file())
