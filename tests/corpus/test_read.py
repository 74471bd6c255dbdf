"""Nothing that a file holds makes reading raise."""

from __future__ import annotations

import os
import pickle
import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg.corpus.read
from kg.corpus import InputFile, ReadOptions, list_inputs, read_input
from kg.corpus.files import KINDS
from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, SENTENCE, only, reasons

FRAGMENTS = st.sampled_from(
    [
        SENTENCE.encode(),
        SENTENCE.encode("cp1256"),
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"---\n",
        b"<p>",
        b"</p>",
        b"<script>",
        b'{"text": "',
        b'"}\n',
        b"text,title\n",
        b'"',
        b"PAR1",
        b"%PDF-1.4\n",
        b"\x00",
        b"\r",
        b"[x](y)",
        b"&#x110000;",
        b"<!--",
    ]
)


@pytest.mark.parametrize("suffix", sorted(KINDS))
@given(data=st.lists(FRAGMENTS | st.binary(max_size=40), max_size=12).map(b"".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_any_bytes_under_any_suffix_are_documents_or_drops(read: Read, suffix: str, data: bytes) -> None:
    result = read(f"a{suffix}", data)
    assert result.documents or result.drops or suffix in {".jsonl", ".ndjson", ".csv", ".tsv"}
    for document in result.documents:
        document.text.encode("utf-8")
        assert "\r" not in document.text
        at = 0
        for span in document.ignored:
            assert at <= span.start < span.end <= len(document.text)
            at = span.end
    for drop in result.drops:
        assert drop.where.startswith(f"a{suffix}")
        assert drop.why


def test_binary_junk_under_the_suffix_of_text_is_counted(read: Read) -> None:
    junk = random.Random(5).randbytes(20_000)
    assert reasons(read("a.txt", junk)) == [Drop.ENCODING_UNKNOWN]
    assert reasons(read("b.txt", b"\x89PNG\r\n\x1a\n" + junk)) == [Drop.ENCODING_UNKNOWN]
    assert reasons(read("c.txt", bytes(5000))) == [Drop.ENCODING_UNKNOWN]


def test_a_line_of_ten_megabytes_is_read_in_seconds(read: Read) -> None:
    text = " ".join([SENTENCE] * (10_000_000 // len(SENTENCE.encode())))
    assert only(read("a.txt", text)).text == text


def test_a_result_is_the_same_in_another_process(tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", ARTICLE),
        ("b.txt", SENTENCE),
        ("c.md", f"# {SENTENCE}\n\n{ARTICLE}"),
        ("d.txt", ""),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = list_inputs([tmp_path])
    here = [read_input(file, ReadOptions()) for file in files]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(read_input, files, [ReadOptions()] * len(files))) == here
    assert pickle.loads(pickle.dumps(here)) == here


def test_a_file_that_may_not_be_read_is_counted(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(kg.corpus.read, "_digest_of", refuse)  # root may read everything
    result = read("a.txt", SENTENCE)
    assert [(drop.reason, drop.why) for drop in result.drops] == [(Drop.FILE_UNREADABLE, "Permission denied")]


def test_a_file_that_is_gone_is_counted(tmp_path: Path) -> None:
    result = read_input(InputFile(path=tmp_path / "gone.txt", name="gone.txt"))
    assert reasons(result) == [Drop.FILE_UNREADABLE]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_counted_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (file,) = list_inputs([tmp_path])
    assert reasons(read_input(file)) == [Drop.FILE_UNREADABLE]


def test_a_fault_of_one_text_leaves_the_others(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = kg.corpus.read.finish

    def fail_on_the_first(draft: object, options: ReadOptions) -> object:
        if draft.path.endswith("#1"):  # type: ignore[attr-defined]
            raise RuntimeError("broken")
        return finish(draft, options)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.corpus.read, "finish", fail_on_the_first)
    result = read("a.csv", f"text,x\n{SENTENCE},1\n{ARTICLE.splitlines()[2]},2\n")
    assert (len(result.documents), reasons(result)) == (1, [Drop.RECORD_MALFORMED])
