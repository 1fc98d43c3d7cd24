"""Turns of phrase that are not English, or not the trade's, in pages, helps and messages: fewer with every change.

A change may lower a ceiling, never raise it; `python -m
tests.test_wording` prints what there is.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

BANNED = re.compile(
    r"""
    \b(?: (?:is|are|was|were) \s told (?!\s(?:to|by|that|apart)\b)    # reported
    | told \s (?:in|on|with) \s                                 # reported
    | at \s hand                                                # selected
    | tak(?:e|es|en|ing) \s back                                # undone
    | (?<!--)mend(?:s|ed|ing)?                                         # fix, repair
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

CEILINGS: dict[str, int] = {}
"""How many there may be in each folder of pages or package; `.` is README.md, CHANGELOG.md and their like."""
CLEAN = ("README.md", "docs/index.md", "docs/tutorial.md", "docs/how-it-reads.md", "docs/operations.md", "docs/howto/")
"""Pages and folders of pages that have none."""


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


def test_no_folder_has_more_banned_turns_than_before() -> None:
    count: Counter[str] = Counter()
    for file, turns in found().items():
        count[file.partition("/")[0] if "/" in file else "."] += len(turns)
    over = {folder for folder, n in count.items() if n > CEILINGS.get(folder, 0)}
    assert not {file: turns for file, turns in found().items() if file.partition("/")[0] in over or "." in over}
    assert not over


def test_pages_that_are_clean_stay_clean() -> None:
    assert not {file: turns for file, turns in found().items() if file.startswith(CLEAN)}


def test_banned_turns_are_found_and_plain_english_is_not() -> None:
    for bad in ("a fault is told once", "the note at hand", "undo takes it back or is taken back", "mended text"):
        assert BANNED.search(bad), bad
    for good in ("she was told to leave", "a recommended amendment", "put it back", "on the other hand"):
        assert not BANNED.search(good), good


FINISHED = ("copydesk", "extract", "seeds", "store", "tests", "tui", "widgets")
"""Packages in which no name is a riddle."""
RIDDLES = frozenset(
    ["anew", "asked", "came", "gone", "heard", "kept", "mend", "mended", "said", "taken", "told", "torn"]
)
"""Words of a name that do not say what it holds: a report, a notice, a quote, what was stored or removed."""
BARE = frozenset(["EVERY", "FAR", "LONGEST", "MANY", "MOST", "NEAR", "NEAREST", "PATIENCE", "SOON"])
"""Constants that do not say of what, or in which unit."""


def riddles(tree: ast.AST) -> Iterator[str]:
    """The names that a module binds and that say nothing: functions, classes, parameters, variables, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                pass
            case ast.arg(arg=name) | ast.alias(asname=str(name)):
                pass
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                pass
            case _:
                continue
        if name in BARE or not RIDDLES.isdisjoint(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")):
            yield name


def test_no_name_is_a_riddle() -> None:
    files = [file for package in FINISHED for file in (ROOT / package).rglob("*.py")]
    assert len(files) > 100
    found = {str(file.relative_to(ROOT)): set(riddles(ast.parse(file.read_text(encoding="utf-8")))) for file in files}
    assert not {file: names for file, names in found.items() if names}


def test_riddles_are_found_and_plain_names_are_not() -> None:
    bad = "def told(): ...\nclass Taken: ...\nx.gone = _kept = MOST = 1\ndef f(said): ..."
    assert set(riddles(ast.parse(bad))) == {"told", "Taken", "gone", "_kept", "MOST", "said"}
    assert not set(riddles(ast.parse("MAX_NOTES = 1\nuntold = quote.content()\nseed(said=1)")))


if __name__ == "__main__":
    for name, turns in found().items():
        print(f'    "{name}": {len(turns)},  # {", ".join(dict.fromkeys(turn.lower() for turn in turns))}')
