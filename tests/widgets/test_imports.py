"""The first paint pays for nothing it does not show."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

HEAVY = (
    "textual.widgets._data_table textual.widgets._text_area textual.widgets._markdown spacy httpx tinydb trafilatura"
)


@pytest.mark.parametrize(
    ("module", "more"),
    [
        ("widgets", "textual rich"),
        ("widgets.state", "textual rich"),
        ("widgets.text.wrap", "textual"),
        ("widgets.panes.article", "widgets.tables.table widgets.panes.notes"),
        ("widgets.bars", "widgets.tables.table widgets.panes.article"),
        ("widgets.panes.notes", ""),
        ("tui.terminal.diff_app", "widgets.tables.table"),
    ],
)
def test_a_module_alone_imports_little(module: str, more: str) -> None:
    missing = [name for name in f"{HEAVY} {more}".split() if find_spec(name) is None]
    assert not missing, "a module that is not there is never imported"
    code = f"import sys, {module}; print([m for m in '{HEAVY} {more}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
