"""Start-up is sacred: what must not be imported before the first paint, or ever, in the process that paints."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPT = """
import asyncio, sys
from pathlib import Path
from tui.screens import first_paint
from tui.app import Copydesk
from tui.newsroom.newsroom import Newsroom, Story
from store.articles.sources import Source

first = []
hand_over = first_paint.FirstPaint._hand_over
async def watched(self):
    first.extend(sys.modules)
    await hand_over(self)
first_paint.FirstPaint._hand_over = watched

async def main():
    home = Path(sys.argv[2])
    story = Story(name=sys.argv[1], source=Source("file", sys.argv[1]))
    newsroom = Newsroom(home, "ada", home / "log")
    newsroom.articles.load_early(story, alone=True)
    app = Copydesk(newsroom, [story], alone=True)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(600):
            await pilot.pause(0.1)
            if story.article is not None:
                break
        assert story.article is not None
    await newsroom.close()

asyncio.run(main())
print(",".join(sorted(first)))
print(",".join(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The modules imported at the first paint, and after the article was read and shown."""
    home = tmp_path_factory.mktemp("desk")
    seed = ROOT / "seeds" / "us-china-russia.txt"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(seed), str(home)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    early, late = done.stdout.splitlines()
    return set(early.split(",")), set(late.split(","))


LATER = {
    "tui.article.screen",
    "extract.types",
    "extract.layout.zones",
    "widgets.tables.table",
    "store.notes.notebook",
    "store.processes.parser",
    "store.model.wire",
    "store.formats.parse",
    *("spacy", "numpy", "httpx", "tinydb", "trafilatura", "yaml", "lxml", "charset_normalizer", "ftfy", "pypdf"),
}
"""Not imported before the first paint."""
NEVER = {"spacy", "numpy", "thinc", "trafilatura", "lxml", "extract.reader", "extract.parse.spacy_parser"}
"""Never imported where the screen is."""
NOT_FOR_HELP = {"textual", "spacy", "httpx", "tinydb", "rich"}


def test_the_names_of_modules_are_right() -> None:
    """A module that is not there is never imported: the tests below would pass whatever happens."""
    assert [name for name in sorted(LATER | NEVER | NOT_FOR_HELP) if find_spec(name) is None] == []


def test_the_first_paint_comes_before_reader_store_and_network(modules: tuple[set[str], set[str]]) -> None:
    early, _late = modules
    assert "widgets.panes.article" in early
    assert not early & LATER


def test_the_reader_is_never_imported_where_the_screen_is(modules: tuple[set[str], set[str]]) -> None:
    _early, late = modules
    assert "store.processes.reader" in late
    assert not late & NEVER


@pytest.mark.parametrize(
    "args",
    [
        ["--help"], ["extract", "--help"], ["export", "--help"], ["notes", "--help"], ["config", "--help"],
        ["--version"],
    ],
)  # fmt: skip
def test_help_imports_neither_screen_nor_reader(args: list[str], tmp_path: Path) -> None:
    code = "import sys; from tui.cli import run\ntry: run(sys.argv[1:])\nfinally: print('MODULES', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, cwd=ROOT)
    words, _, loaded = done.stdout.partition("MODULES")
    assert done.returncode == 0
    assert "copydesk" in words
    assert not NOT_FOR_HELP & set(loaded.split())


@pytest.mark.parametrize("args", [["--help"], ["extract", "--help"]], ids=" ".join)
def test_help_is_there_at_once(args: list[str]) -> None:
    """150 ms at most, of the processor, so that others on the machine do not count; the best of three."""
    durations = []
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, "-m", "tui", *args], capture_output=True, check=True, cwd=ROOT)
        after = os.times()
        durations.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(durations) < 0.15
