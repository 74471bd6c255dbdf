"""Which mentions of a country are nationality adjectives («الروسي»), told from surface and listed forms.

Rule: the surface is a listed inflected form of a nationality, or ends as one (ـي، ـية، ـيون، ـيين، ـيات), and
is not the country's own name. Forms: ArWikiCats nationalities (MIT).
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

_ENDINGS = ("ي", "يه", "يون", "يين", "يات")
_FORMS = ("male", "males", "female", "females")


def fold(text: str) -> str:
    """Fold spelling variants: diacritics, tatweel, hamza on alif, final ya and ta marbuta."""
    text = re.sub("[\u064b-\u0652\u0640\u200e\u200f]", "", unicodedata.normalize("NFKC", text))
    return re.sub("[إأآٱ]", "ا", text).replace("ى", "ي").replace("ة", "ه").strip(" «»\"'“”.,،:؛()")


def bare(text: str) -> str:
    """Return `text` folded, each word without its article."""
    return " ".join(
        word[2:] if word.startswith("ال") and len(word) > 4 else word for word in fold(text).split()
    )


class Demonyms:
    """Listed nationality adjectives (folded, without article) and country names (folded)."""

    def __init__(self, forms: frozenset[str], countries: frozenset[str]) -> None:
        self.forms = forms
        self.countries = countries

    @classmethod
    def load(cls, gazetteers: Path) -> Demonyms:
        """Read ``arwikicats_nationalities_MIT.json`` in the folder `gazetteers`."""
        path = gazetteers / "arwikicats_nationalities_MIT.json"
        rows = json.loads(path.read_text(encoding="utf-8")).values()
        forms = frozenset(bare(row[name]) for row in rows for name in _FORMS if row.get(name))
        return cls(forms, frozenset(fold(row["ar"]) for row in rows if row.get("ar")))

    def is_demonym(self, surface: str, country: str) -> bool:
        """Tell whether `surface`, a mention of the country named `country` in Arabic, is an adjective.

        «السعودية» and «سوريا» are names; «سعودية», «السورية», «تونسيا» (adverbial) are adjectives.
        """
        name = bare(surface)
        if not name or name == bare(country) or fold(surface) in self.countries:
            return False
        if name in self.forms or (name.endswith("يا") and name[:-1] in self.forms):
            return True
        words = name.split()
        return len(words) <= 2 and all(word.endswith(_ENDINGS) and len(word) > 3 for word in words)
