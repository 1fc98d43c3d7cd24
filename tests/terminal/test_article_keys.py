"""The article's keys in a real terminal: words selected, noted and yanked; a note in a real editor; a long paste."""

from __future__ import annotations

import base64
import json
import re
import shutil
from pathlib import Path

import pytest

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Source, load
from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

SEED = str(ROOT / "seeds" / "us-china-russia.txt")


def bodies(home: Path) -> list[str]:
    """The bodies of the notes on disk."""
    table = json.loads((home / "notes.json").read_text(encoding="utf-8"))
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("body"), str):
                found.append(value["body"])
            for inner in value.values():
                walk(inner)

    walk(table)
    return found


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the article is kept and read."""
    home = tmp_path_factory.mktemp("read-once")
    library = Library(home)
    loaded = load(Source("file", SEED))
    entry = library.keep(loaded)
    library.keep_reading(entry.key, Reader().read(loaded.text, id=loaded.id, source=loaded.source))
    return home


@pytest.fixture
def home(read_once: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with the article in it."""
    return Path(shutil.copytree(read_once, tmp_path / "desk"))


def to_the_first_quote(terminal: Terminal) -> None:
    """Press `n` at a person's pace until the quotes are there and one is selected."""
    terminal.wait_for("4 Notes")
    for _ in range(100):
        terminal.press("n")
        terminal.pump(0.3)
        if "Quote 1/" in terminal.text:
            return
    raise AssertionError(terminal.text)


def test_words_are_selected_noted_and_yanked(home: Path) -> None:
    with Terminal(copydesk(SEED), env={"COPYDESK_HOME": str(home)}) as terminal:
        to_the_first_quote(terminal)
        terminal.press("escape", "g", "v", "2", "w")
        terminal.wait_for(r"\d+ words selected")
        terminal.press("y")
        terminal.wait_for("words sent to the clipboard and to")
        (sent,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.output)
        yanked = base64.b64decode(sent).decode()
        (file,) = home.glob("yank-*.txt")
        assert file.read_text(encoding="utf-8") == yanked + "\n"
        assert yanked in Path(SEED).read_text(encoding="utf-8")
        terminal.press("a")
        terminal.wait_for("►4 Notes")
        terminal.type("Check these words")
        terminal.press("escape")
        terminal.wait_for("saved")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert "Check these words" in bodies(home)
    assert b"\x1b]52" not in terminal.output.replace(b"\x1b]52;c;" + sent + b"\x07", b"")


def test_words_are_dragged_over_by_a_real_mouse(home: Path) -> None:
    with Terminal(copydesk(SEED), env={"COPYDESK_HOME": str(home)}) as terminal:
        to_the_first_quote(terminal)
        for sent in ("<0;4;7M", "<32;20;7M", "<32;30;9M", "<0;30;9m"):
            terminal.type(f"\x1b[{sent}")
        terminal.wait_for(r"\d+ words selected")
        terminal.press("a")
        terminal.wait_for("►4 Notes")
        terminal.type("dragged")
        terminal.press("escape")
        terminal.wait_for("saved")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert set(bodies(home)) == {"dragged"}
    assert '"target": "text"' in json.dumps(json.loads((home / "notes.json").read_text(encoding="utf-8")))


@pytest.mark.action("note.outside")
@pytest.mark.skipif(shutil.which("ed") is None, reason="ed is not installed")
def test_a_note_in_a_real_editor(home: Path) -> None:
    env = {"COPYDESK_HOME": str(home), "EDITOR": "ed -p ed>", "VISUAL": ""}
    with Terminal(copydesk(SEED), env=env) as terminal:
        to_the_first_quote(terminal)
        terminal.press("e")
        terminal.wait_for("ed>")
        for line in ("a", "written in ed", "and closed", ".", "w", "q"):
            terminal.type(line)
            terminal.press("enter")
        terminal.wait_for("saved")
        terminal.wait_for("►1 The US claims")
        assert not list(home.glob("editing-*"))
        terminal.press("]", "e")
        terminal.wait_for("ed>")
        terminal.press("ctrl+c")
        terminal.type("!kill -9 $PPID")
        terminal.press("enter")
        terminal.wait_for("the editor was killed")
        terminal.wait_for("►1 The US claims")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert bodies(home)[-1] == "written in ed\nand closed"


def test_a_long_paste_arrives_whole_and_keys_behind_it_too(home: Path) -> None:
    words = "".join(f"Line {n} of a long paste, with some words to wrap.\n" for n in range(2_000))
    assert len(words) > 100_000
    with Terminal(copydesk(SEED), env={"COPYDESK_HOME": str(home)}) as terminal:
        to_the_first_quote(terminal)
        terminal.press("a")
        terminal.wait_for("►4 Notes")
        terminal.paste(words)
        terminal.wait_for("Line 1999 of")
        terminal.type("the end")
        terminal.wait_for("the end")
        terminal.press("escape")
        terminal.wait_for("saved")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert bodies(home)[-1] == words + "the end"
