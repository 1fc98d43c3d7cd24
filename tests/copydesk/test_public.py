"""The public face: what is exported, what importing it costs, and what it must never need."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import copydesk
import tui

HEAVY = ("textual", "spacy", "numpy", "httpx", "tinydb", "pandas", "tui", "widgets", "store", "extract.reader")


def loaded_after(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after `code`."""
    script = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_it_loads_nothing_heavy() -> None:
    assert not loaded_after("import copydesk") & set(HEAVY)


def test_reading_needs_no_screen(seed: Path) -> None:
    modules = loaded_after(f"import copydesk; copydesk.read({str(seed)!r})")
    assert {"spacy", "extract.reader"} <= modules
    assert not modules & {"textual", "tui", "widgets"}


def test_every_public_name_exists_and_is_documented() -> None:
    for name in copydesk.__all__:
        value = getattr(copydesk, name)
        if name == "__version__":
            continue
        assert inspect.getdoc(value), name
        if inspect.isclass(value):
            methods = [each for each, member in vars(value).items() if callable(member) and each[0] != "_"]
            assert all(inspect.getdoc(getattr(value, each)) for each in methods), name
    assert sorted(copydesk.__all__) == sorted(dir(copydesk))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = copydesk.reed


def test_the_version_is_the_apps() -> None:
    assert copydesk.__version__ == tui.__version__


def test_it_is_typed() -> None:
    assert (Path(copydesk.__file__).parent / "py.typed").is_file()
