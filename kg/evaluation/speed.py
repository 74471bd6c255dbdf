"""How fast: words a second of the names stage, the claims stage and the whole, on a named machine.

Words are what white space separates. Everything is loaded and run once before the clock starts; each figure
is the median of several runs in one process.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from spacy.language import Language

from kg.actors import Actors
from kg.errors import ReadError
from kg.evaluation.predictions import as_document
from kg.extraction.pipeline import ExtractionSettings, extract, load
from kg.records import Document
from kg.resolution import resolve
from kg.resources import resource_path
from kg.workers import cpu_count

__all__ = ["Machine", "Speed", "StageSpeed", "machine", "measure_speed"]

#: The last component of the names stage; the claims stage is what follows.
_LAST_OF_NAMES = "kg_names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a speed was measured on; `cores` are those that this process may use."""

    processor: str
    cores: int
    system: str
    python: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpeed:
    """A stage: medians of elapsed and of processor seconds for all texts."""

    stage: str
    words: int
    seconds: float
    cpu_seconds: float

    @property
    def words_per_second(self) -> float:
        """Words by elapsed time."""
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def words_per_cpu_second(self) -> float:
        """Words by processor time: what a busy machine does not change."""
        return self.words / self.cpu_seconds if self.cpu_seconds else 0.0


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
    documents = [as_document(text, str(number)) for number, text in enumerate(texts)]
    words = sum(len(text.split()) for text in texts)
    nlp = load("ar", ExtractionSettings())
    names = nlp.component_names.index(_LAST_OF_NAMES) + 1
    whole = _timed(lambda: _whole(texts), runs)
    staged = [_stages(nlp, names, documents) for _ in range(runs)]
    timings = {
        "names": [(run[0], run[2]) for run in staged],
        "claims": [(run[1], run[3]) for run in staged],
        "names and claims": [(run[0] + run[1], run[2] + run[3]) for run in staged],
        "whole: read, extract, resolve": whole,
    }
    return Speed(
        machine=machine(),
        documents=len(texts),
        words=words,
        runs=runs,
        stages=tuple(
            StageSpeed(
                stage=stage,
                words=words,
                seconds=median(seconds for seconds, _ in times),
                cpu_seconds=median(cpu for _, cpu in times),
            )
            for stage, times in timings.items()
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


def _whole(texts: Sequence[str]) -> None:
    documents = {one.id: one for n, text in enumerate(texts) for one in (as_document(text, str(n)),)}
    resolve(list(extract(documents.values())), Actors.default())


def _stages(nlp: Language, names: int, documents: Iterable[Document]) -> tuple[float, float, float, float]:
    """Return elapsed seconds of names and claims, then processor seconds of both."""
    seconds = [0.0, 0.0]
    cpu_seconds = [0.0, 0.0]
    components = [component for _, component in nlp.pipeline]
    for document in documents:
        with nlp.memory_zone():
            began, cpu = time.perf_counter(), time.process_time()
            doc = nlp.tokenizer(document.text)
            doc._.kg_document = document
            for stage, part in enumerate((components[:names], components[names:])):
                for component in part:
                    doc = component(doc)
                now, cpu_now = time.perf_counter(), time.process_time()
                seconds[stage] += now - began
                cpu_seconds[stage] += cpu_now - cpu
                began, cpu = now, cpu_now
    return (*seconds, *cpu_seconds)  # type: ignore[return-value]


def _model_files() -> Iterable[Path]:
    return (path for path in resource_path("joint").glob("*") if path.is_file())
