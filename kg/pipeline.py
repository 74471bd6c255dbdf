"""The whole flow: texts in, a build folder out.

Reading and extraction look at one file or document at a time, so their results are kept and used
again; all that compares documents is computed anew. Hence a build depends on the texts and settings
alone: not on earlier builds, on the order of files, on the number of processes, or on the clock.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter

import kg
from kg.actors import Actors
from kg.batches import extract_batch, read_batch
from kg.config import Config
from kg.corpus import (
    Dropped,
    InputFile,
    ReadResult,
    list_inputs,
    near_duplicates,
    read_jsonl_stream,
    unique_documents,
)
from kg.errors import BuildError, ResourceError
from kg.explore import make_page
from kg.graph.changes import recording_changes
from kg.graph.data import GraphData
from kg.graph.network import to_json as graph_json
from kg.graph.network import to_networkx
from kg.graph.ties import make_ties
from kg.records import Document, Extraction, Judgement
from kg.report import Drop, Report
from kg.resolution import resolve
from kg.store import BuildFolder, FolderWriter, Input, to_json, writing
from kg.store.cache import FinishedCache
from kg.store.tables import TABLES, Record
from kg.workers import Crash, Workers, cpu_count

__all__ = ["STANDARD_INPUT", "BuildResult", "Progress", "build", "rejudge"]

#: The text that stands for JSON lines on standard input.
STANDARD_INPUT = "-"

#: A process takes one to two seconds to start, a file 2 ms to read, and a document 20 ms to extract:
#: a further process pays off from so many files or documents for each.
_FILES_A_PROCESS = 500
_DOCUMENTS_A_PROCESS = 250
#: A batch is what one process does at a time, and what a crash makes it do again.
_BATCH = 32
#: Reasons for which reading drops something; all others arise again when a build is concluded anew.
_OF_READING = frozenset(
    {
        Drop.FILE_UNREADABLE,
        Drop.FILE_EMPTY,
        Drop.FILE_TYPE_UNKNOWN,
        Drop.ENCODING_UNKNOWN,
        Drop.RECORD_MALFORMED,
        Drop.TEXT_EMPTY,
        Drop.TEXT_REPEATED,
        Drop.LANGUAGE_UNSUPPORTED,
    }
)
_PAGE = "explore.html"
_DIED = "the process died on it (exit code {})"

T = TypeVar("T")
R = TypeVar("R")


class Progress(Protocol):
    """Who watches a build. Calls come from one thread, one step after the other."""

    def step(self, name: str, total: int) -> None:
        """Begin a step (`reading`, `extracting`, `merging`, `writing`) of `total` things."""

    def advance(self, count: int) -> None:
        """Tell that `count` more things of the step are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did.

    `report` is the content of `report.json`; the numbers of files and documents say what this run did
    and what it took from earlier ones; `partial` is set when an input was lost that a person would miss.
    """

    folder: BuildFolder
    report: dict[str, Any]
    files_read: int
    files_reused: int
    documents_extracted: int
    documents_reused: int
    partial: bool
    notes: tuple[str, ...]
    seconds: float

    @property
    def counts(self) -> dict[str, int]:
        """Documents, chunks, mentions, entities, claims and ties of the build."""
        counts: dict[str, int] = self.report["counts"]
        return counts


def build(
    texts: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str] | None = None,
    config: Config | None = None,
    *,
    fresh: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Build a graph from texts, all or nothing.

    Parameters
    ----------
    texts : iterable of path
        Files and folders; `-` for JSON lines on standard input.
    out : path, optional
        The build folder; by default `build.out` of the configuration.
    config : Config, optional
        Settings; by default the built-in ones.
    fresh : bool
        Forget what earlier builds finished.
    progress : Progress, optional
        Who watches.

    Raises
    ------
    ReadError
        When a path of `texts` does not exist.
    BuildError
        When the folder cannot be written, is no build folder, or another process writes to it.
    """
    started = time.perf_counter()
    config = config or Config()
    progress = progress or _Nobody()
    paths = [os.fspath(text) for text in texts]
    folder = Path(config.build.out if out is None else out)
    with ExitStack() as stack:
        writer = stack.enter_context(writing(folder))
        actors = Actors.load(config.extraction.actors)  # their faults are told before any work
        config = _with_actor_files_kept(config, writer.cache)
        finished = stack.enter_context(closing(FinishedCache(writer.cache, fresh=fresh)))
        run = _Run(config, actors, progress, finished, stack.enter_context(Workers()))
        reads, files_read = run.read(paths, folder)
        documents, report = _unique(reads)
        extractions, extracted = run.extract(documents)
        inputs = [_input(read) for read in reads]
        content = run.conclude(writer, inputs, documents, extractions, report, writer.judgements())
        finished.sweep()
    return BuildResult(
        folder=BuildFolder.open(folder),
        report=content,
        files_read=files_read,
        files_reused=len(reads) - files_read,
        documents_extracted=extracted,
        documents_reused=len(documents) - extracted,
        partial=report.partial,
        notes=tuple(finished.notes),
        seconds=time.perf_counter() - started,
    )


def rejudge(
    folder: str | os.PathLike[str],
    change: Callable[[tuple[Judgement, ...]], Iterable[Judgement]],
    config: Config | None = None,
    *,
    progress: Progress | None = None,
) -> BuildFolder:
    """Change the judgements of a build and compute its tables anew, all or nothing.

    No text is read: the documents stand in the folder, and what extraction found in its cache; what is
    missing there is extracted again from them. So the result is that of a build with these judgements.

    Parameters
    ----------
    folder : path
        The build folder.
    change : callable
        Takes the judgements of the last build and returns those to keep; rules judge anew.
    config : Config, optional
        The settings of the build; by default the built-in ones.

    Raises
    ------
    BuildError
        When there is no build, it was made with other settings, or judgements contradict each other; the
        folder is then what it was.
    """
    config = config or Config()
    progress = progress or _Nobody()
    BuildFolder.open(folder)  # where there is none, none is begun
    with ExitStack() as stack:
        writer = stack.enter_context(writing(folder))
        before = BuildFolder.open(folder)
        actors = Actors.load(config.extraction.actors)
        config = _with_actor_files_kept(config, writer.cache)
        if before.manifest["settings"] != _settings_digest(config):
            raise BuildError(
                f"{folder} was built with other settings.", "Give its configuration with: --config FILE"
            )
        finished = stack.enter_context(closing(FinishedCache(writer.cache)))
        run = _Run(config, actors, progress, finished, stack.enter_context(Workers()))
        documents = sorted(before.records("documents"), key=lambda document: document.path)
        extractions, _ = run.extract(documents)
        inputs = [
            Input(name=one["name"], sha256=one["sha256"], documents=tuple(one["documents"]))
            for one in before.manifest["inputs"]
        ]
        judgements = tuple(change(writer.judgements()))
        report = _report_of_reading(before.json("report.json"))
        run.conclude(writer, inputs, documents, extractions, report, judgements)
    return BuildFolder.open(folder)


def _report_of_reading(content: Mapping[str, Any]) -> Report:
    """Return what the report of a build says of its reading."""
    report = Report()
    for code in sorted(_OF_READING & content["drops"].keys()):
        named = content["items"].get(code, ())
        for item in named:
            report.add(Drop(code), item["where"], item["why"])
        if rest := content["drops"][code] - len(named):
            report.add(Drop(code), count=rest)
    return report


class _Nobody:
    """Progress that nobody watches."""

    def step(self, name: str, total: int) -> None:
        pass

    def advance(self, count: int) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Run:
    """What the steps of one build share."""

    config: Config
    actors: Actors
    progress: Progress
    finished: FinishedCache
    workers: Workers

    def read(self, paths: Sequence[str], out: Path) -> tuple[list[ReadResult], int]:
        """Return what each input holds, in the order of names, and how many inputs were opened for it."""
        options = self.config.input.options()
        digest = _digest(_program(), repr(options))
        files = list_inputs([path for path in paths if path != STANDARD_INPUT], exclude=[out])
        reads = [read for file in files if (read := self.finished.find_read(file, digest)) is not None]
        known = {read.file.name for read in reads}
        missing = [file for file in files if file.name not in known]
        self.progress.step("reading", len(files))
        self.progress.advance(len(reads))
        for answer in self._each(partial(read_batch, options), missing, _FILES_A_PROCESS):
            result = _unreadable(answer) if isinstance(answer, Crash) else answer
            self.finished.add_read(result, digest)
            reads.append(result)
            self.progress.advance(1)
        opened = len(missing)
        if STANDARD_INPUT in paths:
            reads.append(read_jsonl_stream(sys.stdin.buffer, options))
            opened += 1
        return sorted(reads, key=lambda read: read.file.name), opened

    def extract(self, documents: Sequence[Document]) -> tuple[list[Extraction], int]:
        """Return an extraction for each document, in their order, and how many were made now."""
        digest = _digest(_program(), _extraction_digest(self.config))
        keys = {
            document.id: _digest(digest, _DOCUMENT.dump_json(_essential(document))) for document in documents
        }
        found = {document.id: self.finished.find_extraction(keys[document.id]) for document in documents}
        missing = [_essential(document) for document in documents if found[document.id] is None]
        self.progress.step("extracting", len(documents))
        self.progress.advance(len(documents) - len(missing))
        for answer in self._each(
            partial(extract_batch, self.config.extraction), missing, _DOCUMENTS_A_PROCESS
        ):
            result = _failed(answer) if isinstance(answer, Crash) else answer
            self.finished.add_extraction(keys[result.document_id], result)
            found[result.document_id] = result
            self.progress.advance(1)
        return [one for document in documents if (one := found[document.id]) is not None], len(missing)

    def conclude(
        self,
        writer: FolderWriter,
        inputs: Sequence[Input],
        documents: Sequence[Document],
        extractions: Sequence[Extraction],
        report: Report,
        judgements: Iterable[Judgement],
    ) -> dict[str, Any]:
        """Merge, summarise and commit; return the content of `report.json`."""
        self.progress.step("merging", 1)
        retold = near_duplicates(documents)
        documents = [replace(document, retells=retold.get(document.id)) for document in documents]
        resolution = resolve(extractions, self.actors, judgements)
        data = GraphData(
            documents=documents,
            chunks=[chunk for extraction in extractions for chunk in extraction.chunks],
            mentions=resolution.mentions,
            entities=resolution.entities,
            claims=resolution.claims,
            ties=make_ties(resolution.claims, documents),
        )
        tables: dict[str, Sequence[Record]] = {name: getattr(data, name) for name in TABLES}
        self.progress.advance(1)
        self.progress.step("writing", 1)
        paths = {document.id: document.path for document in documents}
        for extraction in extractions:
            report.update(extraction.drops)
            if extraction.error is not None:
                report.add(Drop.EXTRACTION_FAILED, paths[extraction.document_id], extraction.error)
        report.update(resolution.drops)
        counts = {"inputs": len(inputs), **{name: len(rows) for name, rows in tables.items()}}
        content = _report_content(report, counts)
        graph = graph_json(to_networkx(resolution.entities, resolution.claims))
        files = {"graph.json": graph.encode(), **self._page(data, content)}
        with recording_changes(writer):
            writer.commit(
                tables=tables,
                judgements=resolution.judgements,
                files={"report.json": to_json(content), **files},
                inputs=inputs,
                settings=_settings_digest(self.config),
            )
        if _PAGE not in files:
            (writer.path / _PAGE).unlink(missing_ok=True)  # one of an earlier build would show another graph
        self.progress.advance(1)
        return content

    def _page(self, data: GraphData, content: dict[str, Any]) -> dict[str, bytes]:
        """Return the page to look at the graph, unless it is off, and tell of it in the report."""
        limit = self.config.build.explore
        if limit == "off":
            return {}
        try:
            page = make_page(data, limit)
        except ResourceError as error:  # the graph stands without its page
            content["page"] = {"failed": str(error)}
            return {}
        content["page"] = {"bytes": len(page.html), "ties": page.ties, "left_out": page.left_out}
        return {_PAGE: page.html}

    def _each(
        self, function: Callable[[tuple[T, ...]], Sequence[R]], things: Sequence[T], a_process: int
    ) -> Iterator[R | Crash[T]]:
        """Yield the result for each thing, as they finish; a `Crash` for one that kills its process."""
        count = self._processes(len(things), a_process)
        size = max(1, min(_BATCH, len(things) // (2 * count)))
        batches = [tuple(things[at : at + size]) for at in range(0, len(things), size)]
        suspects: list[T] = []
        for answer in self.workers.map(function, batches, count):
            if isinstance(answer, Crash):
                suspects += answer.task
            else:
                yield from answer
        for alone in self.workers.map(function, [(thing,) for thing in suspects], max(2, count)):
            if isinstance(alone, Crash):
                yield Crash(alone.task[0], alone.exit_code)
            else:
                yield from alone

    def _processes(self, things: int, a_process: int) -> int:
        workers = self.config.build.workers
        most = min(cpu_count(), things // a_process) if workers == "auto" else min(workers, things)
        return max(1, most)


def _unreadable(crash: Crash[InputFile]) -> ReadResult:
    drop = Dropped(Drop.FILE_UNREADABLE, crash.task.name, _DIED.format(crash.exit_code))
    return ReadResult(file=crash.task, drops=(drop,))


def _failed(crash: Crash[Document]) -> Extraction:
    return Extraction(document_id=crash.task.id, error=_DIED.format(crash.exit_code))


def _unique(reads: Iterable[ReadResult]) -> tuple[list[Document], Report]:
    """Return the different texts in the order of their paths, and a report of what reading dropped."""
    report = Report()
    for read in reads:
        for drop in read.drops:
            report.add(*drop)
    kept, repeated = unique_documents(document for read in reads for document in read.documents)
    paths = {document.id: document.path for document in kept}
    for document in repeated:
        report.add(Drop.TEXT_REPEATED, document.path, f"the same text as {paths[document.id]}")
    return kept, report


def _report_content(report: Report, counts: dict[str, int]) -> dict[str, Any]:
    drops = report.counts()
    content: dict[str, Any] = {
        "kg": kg.__version__,
        "counts": counts,
        "drops": drops,
        "reasons": {code: Drop(code).sentence for code in drops},
        "items": report.items(),
        "partial": report.partial,
    }
    if not counts["documents"]:
        content["remark"] = "No text was read, so the graph is empty."
    return content


def _input(read: ReadResult) -> Input:
    ids = tuple(document.id for document in read.documents)
    return Input(name=read.file.name, sha256=read.sha256, documents=ids)


def _with_actor_files_kept(config: Config, cache: Path) -> Config:
    """Return settings that name copies of the user's actor files, under the digests of their content.

    Processes remember actors by file name: under its old name, an edited file would be taken for the old one.
    """
    if not config.extraction.actors:
        return config
    folder = cache / "actors"
    folder.mkdir(exist_ok=True)
    copies = []
    for path in config.extraction.actors:
        content = path.read_bytes()
        copies.append(folder / f"{_digest(content)}{path.suffix}")
        copies[-1].write_bytes(content)
    return config.updated({"extraction": {"actors": copies}})


_DOCUMENT = TypeAdapter(Document)


def _essential(document: Document) -> Document:
    """Return a document as extraction may see it: without what says where the text lay."""
    return replace(document, path="", url=None, sha256="", encoding="", retells=None)


def _extraction_digest(config: Config) -> str:
    """Return a digest of the settings that shape extraction; of the user's actor files, their content."""
    settings = config.extraction.model_dump(mode="json", exclude={"actors"})
    return _digest(to_json(settings), *(path.read_bytes() for path in config.extraction.actors))


def _settings_digest(config: Config) -> str:
    """Return a digest of all settings that shape a build."""
    return _digest(to_json(config.input.model_dump(mode="json")), _extraction_digest(config))


@cache
def _program() -> str:
    """Return a digest of the code and resources that read and extract: work of others is not used."""
    package = Path(kg.__file__).parent
    rooms = ("*.py", "corpus/**/*", "extraction/**/*", "language/**/*", "resources/**/*")
    files = {path for room in rooms for path in package.glob(room) if path.is_file()}
    sources = sorted((path.relative_to(package).as_posix(), path) for path in files if path.suffix != ".pyc")
    return _digest(*(part for name, path in sources for part in (name, path.read_bytes())))


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
