"""Facts and language as data. `read_yaml` is the one way in: parsed once, errors name file and key."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ResourceError

__all__ = ["read_yaml", "read_yaml_file", "resource_path"]

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml: the same result, slower
    _Loader = yaml.SafeLoader


def resource_path(name: str) -> Path:
    """Return the path of a shipped resource, for example ``ontology.yaml``."""
    return Path(str(files("kg.resources").joinpath(name)))


@cache
def read_yaml(name: str) -> Any:
    """Return the parsed content of a shipped resource. Callers must not change it."""
    return read_yaml_file(resource_path(name))


def read_yaml_file(path: Path) -> Any:
    """Return the parsed content of a YAML file.

    Raises
    ------
    ResourceError
        When the file is absent or no YAML; the message names the line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except OSError as error:
        raise ResourceError(f"{path} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise ResourceError(f"{path} is no valid YAML: {error}.") from error
