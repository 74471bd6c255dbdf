"""A small folder of news, written for these tests, and a way to look at a build as a user does."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import kg

ARTICLES = {
    "visit.txt": """وزير الخارجية الروسي يزور بيونغ يانغ

موسكو - 12 أبريل 2023
زار وزير الخارجية الروسي سيرغي لافروف كوريا الشمالية أمس، والتقى الزعيم كيم جونغ أون.
وقال لافروف إن روسيا لن تفرض عقوبات على كوريا الشمالية. وأعلنت موسكو أن البلدين وقعا اتفاقية تعاون.

اقرأ أيضا: قمة في سيول
""",
    "sanctions.txt": """واشنطن تعاقب بنكا في موسكو

فرضت الولايات المتحدة عقوبات على روسيا يوم الثلاثاء، واتهمت كوريا الشمالية بتزويد روسيا بالذخيرة.
ودعت واشنطن الصين إلى وقف دعمها لموسكو، بحسب وزارة الخارجية الأمريكية.
""",
    "talks/seoul.md": """---
title: سيول تنفي
source: صحيفة الميدان
date: 2023-05-02
---
نفت كوريا الجنوبية أنها أرسلت أسلحة إلى أوكرانيا. وقد تزور رئيسة الوزراء اليابانية سيول في الشهر المقبل.
والتقى الرئيس الكوري الجنوبي يون سوك يول نظيره الأمريكي جو بايدن في واشنطن.
""",
    "talks/cairo.txt": """القاهرة - التقى الرئيس المصري عبد الفتاح السيسي الرئيس التركي رجب طيب أردوغان.
وأكد الرئيسان دعم البلدين للسلطة الفلسطينية، ورفضا تهديدات إسرائيل لإيران.
""",
    "wire.jsonl": """{"title": "رد", "text": "هددت إيران إسرائيل، ودعت قطر للتهدئة.", "date": "2024-04-14"}
{"text": "زار وزير الدفاع الإيراني دمشق والتقى الرئيس السوري بشار الأسد.", "source": "وكالة الأفق"}
""",
    "retold.txt": """واشنطن تعاقب بنكا في موسكو من جديد

فرضت الولايات المتحدة عقوبات على روسيا يوم الثلاثاء، واتهمت كوريا الشمالية بتزويد روسيا بالذخيرة.
ودعت واشنطن الصين إلى وقف دعمها لموسكو، بحسب وزارة الخارجية الأمريكية.
""",
    "short.txt": "اجتمع لافروف مع نظيره الصيني وانغ يي في بكين.\n",
    "copy.txt": "اجتمع لافروف مع نظيره الصيني وانغ يي في بكين.\n",
}


def write_articles(folder: Path, names: list[str] | None = None) -> Path:
    """Write the articles of these names, by default all, in the order of the names."""
    for name in names or list(ARTICLES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLES[name], encoding="utf-8")
    return folder


def snapshot(out: Path) -> dict[str, bytes]:
    """All that a user sees in a build folder."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(".")}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """The folder of all articles."""
    return write_articles(tmp_path / "articles")


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """For processes that the tests start: this package, and a hash seed by chance."""
    paths = [str(Path(kg.__file__).parents[1]), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **{key: value for key, value in os.environ.items() if key != "PYTHONHASHSEED"},
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }


@pytest.fixture
def count_calls(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[object]]:
    """Record the batches given to a function of the pipeline: `count_calls("read_batch")`."""

    def watch(name: str) -> list[object]:
        from kg import pipeline

        real = getattr(pipeline, name)
        calls: list[object] = []

        def watched(settings: object, batch: tuple[object, ...]) -> object:
            calls.extend(batch)
            return real(settings, batch)

        monkeypatch.setattr(pipeline, name, watched)
        return calls

    return watch
