"""Turns of phrase that are not English, or not the trade's, in pages, helps and messages: fewer with every change.

A file that is not in `CEILINGS` may have none. A change may lower a ceiling, never raise it; `python -m
tests.test_wording` prints what there is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

BANNED = re.compile(
    r"""
    \b(?: (?:is|are|was|were) \s told (?!\s(?:to|by|that)\b)    # reported
    | told \s (?:in|on|with) \s                                 # reported
    | at \s hand                                                # selected
    | tak(?:e|es|en|ing) \s back                                # undone
    | mend(?:s|ed|ing)?                                         # fix, repair
    | as \s it \s (?:came|comes) \b (?!\s(?:from|to)\b)         # unchanged
    | (?:made|make|makes|making|read) \s anew                   # rebuilt
    | turn(?:s|ed)? \s (?:\w+\s){0,3}round                      # reversed, excluded
    | twice \s (?:is \s as \s once|as \s well \s as \s once)
    | of \s other \s hands
    | goes \s on \s where
    | grave(?:r|st)? | how \s grave                             # severe, severity
    | look \s (?:at|through) \s the \s feeds                    # refresh
    | begun \s anew
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

CEILINGS = {
    "CHANGELOG.md": 6,
    "docs/check.md": 8,
    "docs/export.md": 1,
    "docs/feeds.md": 4,
    "docs/formats.md": 2,
    "docs/input-formats.md": 5,
    "docs/notes-format.md": 1,
    "docs/reference/commands.md": 13,
    "docs/sourcing.md": 3,
    "store/articles/sources.py": 2,
    "store/catalogue/catalogue.py": 1,
    "store/check/findings.py": 1,
    "store/export/writing.py": 1,
    "store/formats/charsets.py": 2,
    "store/formats/parse.py": 2,
    "store/verify.py": 1,
    "tui/article/notes/corrections.py": 3,
    "tui/article/notes/editor.py": 3,
    "tui/article/notes/kinds.py": 1,
    "tui/article/retellings.py": 1,
    "tui/cli.py": 1,
    "tui/commands/argument_parser.py": 1,
    "tui/commands/check.py": 3,
    "tui/commands/export.py": 1,
    "tui/commands/extract.py": 1,
    "tui/commands/feed.py": 2,
    "tui/commands/sourcing.py": 1,
    "tui/desk/search.py": 1,
    "tui/dialogs/about.py": 1,
    "tui/dialogs/base.py": 1,
    "tui/dialogs/desk_search.py": 1,
    "tui/features/table_arrangement.py": 2,
    "tui/jobs/markdown_export.py": 2,
    "tui/newsroom/feed_updates.py": 1,
}


@cache
def found() -> dict[str, list[str]]:
    """The turns in each file, in the order of the text."""
    every = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    turns = {file: [match[0] for match in BANNED.finditer(file.read_text(encoding="utf-8"))] for file in every}
    for package in ("copydesk", "extract", "store", "tui", "widgets"):
        for file in (ROOT / package).rglob("*.py"):
            turns[file] = [match[0] for text in shown(file) for match in BANNED.finditer(text)]
    return {str(file.relative_to(ROOT)): each for file, each in sorted(turns.items()) if each}


def shown(file: Path) -> Iterator[str]:
    """The strings of a module that a user may see: all of more than a word but its docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    prose = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value if " " in node.value else ""


def test_no_file_has_more_banned_turns_than_before() -> None:
    over = {file: turns for file, turns in found().items() if len(turns) > CEILINGS.get(file, 0)}
    assert not over


def test_banned_turns_are_found_and_plain_english_is_not() -> None:
    for bad in ("a fault is told once", "the note at hand", "undo takes it back or is taken back", "mended text"):
        assert BANNED.search(bad), bad
    for good in ("she was told to leave", "a recommended amendment", "put it back", "on the other hand"):
        assert not BANNED.search(good), good


if __name__ == "__main__":
    for name, turns in found().items():
        print(f'    "{name}": {len(turns)},  # {", ".join(dict.fromkeys(turn.lower() for turn in turns))}')
