"""`copydesk demo`: the tour does what it says, in the real app, and nothing is left of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import copydesk as api
from tests.terminal.pty import Terminal, copydesk
from tui.demo.demo_command import fill

TOUR = Path(__file__).parents[3] / "tui/demo/tour.txt"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Terminal]:
    """The demo in a terminal, its folder below `tmp_path`, with the tour open."""
    env = {"TMPDIR": str(tmp_path), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    with Terminal(copydesk("demo"), size=(120, 40), env=env) as terminal:
        terminal.wait_for("A two-minute tour of Copydesk")
        terminal.press("enter")
        terminal.wait_for(r"3 Quotes.*6")
        yield terminal


def test_the_reader_finds_the_speakers_that_the_tour_names() -> None:
    quotes = api.read(TOUR).quotes
    names = [quote.actor.name if quote.actor else "" for quote in quotes]
    assert names[:3] == ["Nora Lind", "Sam Okoro", "Sam Okoro"]
    assert [quote.anonymous for quote in quotes] == [False, False, False, True, False, False]
    assert (names[4], names[5]) == ("Nora Lind", "Ada Moreno")


def test_the_tour_does_what_it_says_and_leaves_nothing(demo: Terminal, tmp_path: Path, own_folders: Path) -> None:
    demo.press("n")
    demo.wait_for(r"Nora Lind")
    demo.press("n", "N", "f")
    demo.type("is it so?")
    demo.press("escape")
    demo.wait_for("saved")
    demo.press("s", "u", "q")
    demo.wait_for("The US claims")
    assert list(tmp_path.glob("copydesk-demo-*"))
    demo.press("q")
    assert demo.wait_exit() == 0
    assert not list(tmp_path.glob("copydesk-demo-*"))
    assert not (own_folders / "desk").exists()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_after_a_signal(demo: Terminal, tmp_path: Path, end: signal.Signals) -> None:
    os.killpg(demo.pid, end)
    assert demo.wait_exit() == 128 + end
    assert not list(tmp_path.glob("copydesk-demo-*"))


def test_the_desk_of_the_demo_has_samples_and_notes(tmp_path: Path) -> None:
    fill(tmp_path)
    with api.Desk(tmp_path) as desk:
        assert desk.articles()[0].title == "A two-minute tour of Copydesk"
        assert len(desk) == 6
        assert sorted(note.type for note in desk.notes()) == ["fact-check", "right-of-reply"]
        (checked,) = desk.notes(type="fact-check")
        assert checked.quote == "China produced 90 percent of the microelectronics"
