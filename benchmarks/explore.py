"""How smooth the page is for an invented graph, how large, and how long it takes to make.

    python benchmarks/explore.py                       # 5,000 actors, 20,000 ties
    python benchmarks/explore.py 500 2000              # actors, ties

Prints the seconds to make the page and its size; then, in headless Chromium (`apt-get install chromium`,
`pip install playwright`), the seconds until it is drawn and the time between two frames while a mouse drags
the picture and while its wheel zooms, for the first view and for all ties at once. Headless Chromium draws
WebGL on the processor: with a graphics card the frames are shorter.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kg.explore import write_page
from kg.graph.data import GraphData
from kg.graph.ties import make_ties
from kg.ontology import Ontology
from kg.records import Claim, Document, Entity, EntityType, Form, Mention

_SUBJECT, _OBJECT = "الفاعل الأول", "الفاعل الثاني"
_SENTENCE = (
    f"قال متحدث إن {_SUBJECT} التقى {_OBJECT} أمس الأول لبحث التعاون بين الجانبين في مجالات عدة، رقم {{}}."
)
_CHROMIUM = ["--no-sandbox", "--enable-unsafe-swiftshader"]
_FRAMES = """() => {
    self.frames = [];
    let last = performance.now();
    const note = (now) => { frames.push(now - last); last = now; requestAnimationFrame(note); };
    requestAnimationFrame(note);
}"""


def main(actors: int = 5_000, ties: int = 20_000) -> None:
    """Make a page, open it, and print the figures."""
    data = _graph(actors, ties)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "explore.html")
        started = time.perf_counter()
        page = write_page(data, path, limit=None)
        seconds = time.perf_counter() - started
        print(
            f"{actors:,} actors, {page.ties:,} ties: made in {seconds:.1f} s, {len(page.html) / 1e6:.1f} MB"
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_CHROMIUM)
            for scope, name in (("core", "first view"), ("all", "all ties")):
                opened = browser.new_page(viewport={"width": 1400, "height": 900})
                started = time.perf_counter()
                opened.goto(f"{path.as_uri()}#scope={scope}")
                opened.wait_for_function("explore.labels().length > 0", timeout=120_000)
                print(f"{name}: drawn after {time.perf_counter() - started:.1f} s")
                opened.evaluate(_FRAMES)
                print(f"  dragged: {_frames(opened, _drag)}")
                print(f"  zoomed:  {_frames(opened, _zoom)}")
                opened.close()
            browser.close()


def _graph(actors: int, ties: int) -> GraphData:
    """Return a graph in which few actors have many ties, as in news."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    types = list(EntityType)
    entities = [
        Entity(
            id=f"actor/{number}",
            type=types[number % len(types)],
            name=f"فاعل {number}",
            name_en=f"Actor {number}",
            mention_count=actors - number,
        )
        for number in range(actors)
    ]
    documents = [
        Document(
            id=f"document/{number}",
            path=f"{number}.txt",
            title=f"عنوان {number}",
            source=f"صحيفة {number % 20}",
            published_at=date(2020, 1, 1) + timedelta(days=number),
        )
        for number in range(2_000)
    ]
    weights = [(number + 1) ** -0.6 for number in range(actors)]
    subjects = chance.choices(range(actors), weights, k=ties * 2)
    relations = [relation.name for relation in Ontology.default() if relation.family == "deed"]
    triples = {(subject, chance.choice(relations), chance.randrange(actors)): None for subject in subjects}
    kept = [triple for triple in triples if triple[0] != triple[2]][:ties]
    claims, mentions = [], []
    for number, (subject, relation, object_) in enumerate(kept):
        document = chance.choice(documents)
        claims.append(_claim(number, f"actor/{subject}", relation, f"actor/{object_}", document.id))
        mentions += [_mention(claims[-1], _SUBJECT, True), _mention(claims[-1], _OBJECT, False)]
    return GraphData(
        documents=documents,
        mentions=mentions,
        entities=entities,
        claims=claims,
        ties=make_ties(claims, documents),
    )


def _claim(number: int, subject: str, relation: str, object_: str, document: str) -> Claim:
    sentence = _SENTENCE.format(number)
    return Claim(
        id=f"claim/{number:06}",
        document_id=document,
        chunk_id=f"{document}/chunk/0",
        sentence=sentence,
        sentence_start=0,
        sentence_end=len(sentence),
        subject_id=subject,
        relation=relation,
        object_id=object_,
        subject_mention_id=f"claim/{number:06}/subject",
        object_mention_id=f"claim/{number:06}/object",
        confidence=0.5 + number % 50 / 100,
        extractor="benchmark",
    )


def _mention(claim: Claim, words: str, is_subject: bool) -> Mention:
    start = claim.sentence.index(words)
    return Mention(
        id=claim.subject_mention_id if is_subject else claim.object_mention_id,
        document_id=claim.document_id,
        chunk_id=claim.chunk_id,
        start=start,
        end=start + len(words),
        surface=words,
        form=Form.NAME,
        type=EntityType.COUNTRY,
        entity_id=claim.subject_id if is_subject else claim.object_id,
        score=1.0,
        extractor="benchmark",
    )


def _frames(page: Page, move: object) -> str:
    page.evaluate("() => { frames.length = 0; }")
    move(page)  # type: ignore[operator]
    frames = sorted(page.evaluate("() => frames"))
    late = statistics.quantiles(frames, n=20)[-1]
    return f"median {statistics.median(frames):.0f} ms, 95 of 100 within {late:.0f} ms, {len(frames)} frames"


def _drag(page: Page) -> None:
    page.mouse.move(700, 450)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(700 + 3 * step, 450 + step)
    page.mouse.up()


def _zoom(page: Page) -> None:
    for step in range(24):
        page.mouse.wheel(0, -120 if step < 12 else 120)
        page.wait_for_timeout(40)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
