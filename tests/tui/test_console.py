"""What a command writes to a terminal: in the characters that the terminal has."""

from __future__ import annotations

import io

import pytest

from tui.console import write


class Screen(io.TextIOWrapper):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("locale", "terminal", "seen"),
    [
        ("C", True, b'"Sao Paulo" ~'),
        ("C.UTF-8", True, "“São Paulo” …".encode()),
        ("C", False, "“São Paulo” …".encode()),
    ],
)
def test_a_terminal_gets_what_it_can_show_and_a_pipe_all(
    locale: str, terminal: bool, seen: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    taken = io.BytesIO()
    stream = Screen(taken, encoding="utf-8") if terminal else io.TextIOWrapper(taken, encoding="utf-8")
    monkeypatch.setattr("sys.stdout", stream)
    write(["“São Paulo” …"], None)
    monkeypatch.undo()
    assert taken.getvalue() == seen
