"""The room loads fast: every command of the program waits for it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import time
import yaml, unicodedata, hashlib, re, dataclasses, datetime, enum
from kg.resources import resource_path
text = resource_path("cues.yaml").read_text(encoding="utf-8")
start = time.process_time()
yaml.load(text, yaml.SafeLoader)
parsed = time.process_time()
from kg.language.cues import cues
from kg.language.dates import find_dates
from kg.language.nationality import forms
from kg.language.titles import titles
from kg.language.transliterate import slug
from kg.language.verbs import is_future
titles(), cues(), find_dates("أمس"), forms("روسي"), slug("بوتين"), is_future("سيزور")
print((time.process_time() - parsed) / (parsed - start))
"""


def test_everything_loads_in_few_times_what_one_file_takes_to_parse() -> None:
    """Loading is 3 to 4 times what the plain Python parser takes over the cues alone; the ratio is the
    machine's no more than the clock's.
    """
    runs = (
        subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
        for _ in range(3)
    )
    assert min(float(run.stdout) for run in runs) < 8
