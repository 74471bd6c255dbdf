"""The server that users start is the one that the tests run on."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from kg.neo4j.connect import OLDEST

ROOT = Path(__file__).parents[2]


def test_compose_file_starts_the_tested_version_on_this_machine_only() -> None:
    service = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["neo4j"]
    tested = re.search(r"<neo4j.version>(\d+)\.(\d+)", (ROOT / "tests/neo4j/pom.xml").read_text()).groups()
    started = re.fullmatch(r"neo4j:(\d+)\.(\d+)-community", service["image"]).groups()

    assert started == tested == tuple(map(str, OLDEST))
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
