from pathlib import Path

import pytest

from kg.training.demonyms import Demonyms, bare, fold
from tests.training.builders import gazetteers


@pytest.fixture
def demonyms(tmp_path: Path) -> Demonyms:
    return Demonyms.load(gazetteers(tmp_path / "gazetteers"))


@pytest.mark.parametrize(
    ("surface", "country", "expected"),
    [
        ("الروسي", "روسيا", True),
        ("روسية", "روسيا", True),
        ("روسيا", "روسيا", False),
        ("موسكو", "روسيا", False),
        ("السورية", "سوريا", True),
        ("سوريا", "الجمهورية العربية السورية", False),
        ("الكوري الشمالي", "كوريا الشمالية", True),
        ("كوريا الشمالية", "كوريا الشمالية", False),
        ("الإيرانيين", "إيران", True),
        ("الولايات المتحدة", "الولايات المتحدة", False),
    ],
)
def test_adjectives_are_told_from_names(demonyms: Demonyms, surface: str, country: str, expected: bool):
    assert demonyms.is_demonym(surface, country) is expected


def test_folding_joins_spelling_variants():
    assert fold("أميركا") == fold("اميركا")
    assert bare("«القاهرة»") == "قاهره"
