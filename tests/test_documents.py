"""What the documents name exists, and what they show of the app is what it is now."""

from __future__ import annotations

import re

import pytest

from tests.feature_table import with_table
from tests.source_tree import PACKAGES, ROOT
from tui.actions.registry import ACTIONS

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
HISTORY = ROOT / "CHANGELOG.md"
"""What it names may have been moved since."""
PATH = re.compile(rf"`((?:{'|'.join((*PACKAGES, 'tests', 'docs'))})/[\w./-]*)(?::[\w.]+|::\w+)?`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("name", sorted(file.relative_to(ROOT).as_posix() for file in DOCUMENTS if file != HISTORY))
def test_every_path_and_link_leads_somewhere(name: str) -> None:
    file = ROOT / name
    text = file.read_text(encoding="utf-8")
    missing = [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    missing += [link for link in LINK.findall(text) if not (file.parent / link).exists()]
    assert not missing


def test_a_path_that_leads_nowhere_is_seen() -> None:
    assert PATH.findall("see `store/notes/gone.py:do`, `tui/x/`, `other/a.py`") == ["store/notes/gone.py", "tui/x/"]


def test_the_table_of_features_is_written_between_its_markers() -> None:
    text = "before\n<!-- features -->\nan old row\n<!-- /features -->\nbehind\n"
    written = with_table(text)
    assert written == with_table(written)
    assert written.startswith("before\n<!-- features -->\n\n| Feature | Action |")
    assert written.endswith("|\n\n<!-- /features -->\nbehind\n")
    assert "an old row" not in written
    assert written.count("\n| ") == len(ACTIONS) + 2
