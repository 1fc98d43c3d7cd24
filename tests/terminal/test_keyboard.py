"""Whatever a terminal sends is a key or nothing: it never stops the app, and Escape is never lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from tests.terminal.pty import Terminal, copydesk
from tui.screens.key_intake import PAUSE_SECONDS
from tui.terminal.keyboard import EscapeParser


def keys(typed: str, *bound: str) -> list[str]:
    """The keys in what came at once."""
    parser = EscapeParser(frozenset(bound))
    return [event.key for event in (*parser.feed(typed), *parser.feed("")) if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("typed", "pressed"),
    [
        ("\x1bn", ["escape", "n"]),
        ("\x1bN", ["escape", "N"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b4j", ["escape", "4", "j"]),
        ("\x1b\x1bn", ["escape", "escape", "n"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1b[A", ["up"]),
        ("\x1bOP", ["f1"]),
        ("\x1bb", ["ctrl+left"]),
        ("\x1b[1;3D", ["alt+left"]),
        ("\x1b", ["escape"]),
    ],
)
def test_escape_and_the_key_behind_it_are_two(typed: str, pressed: list[str]) -> None:
    assert keys(typed) == pressed


def test_an_alt_key_that_is_bound_is_one() -> None:
    assert keys("\x1bx", "alt+x") == ["alt+x"]
    assert keys("\x1by", "alt+x") == ["escape", "y"]


@given(st.text(st.sampled_from("\x1b[O?<0123456789;AmMRu~na \t\r\ufffd"), min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_the_parser_never_raises(typed: str) -> None:
    keys(typed)


@pytest.mark.terminal
def test_bytes_of_another_encoding_do_not_stop_the_app(tmp_path: Path, seed: Path) -> None:
    with Terminal(copydesk("--home", str(tmp_path), str(seed))) as term:
        term.wait_for("│ The US claims")
        term.send_bytes(b"\xe9\xff\xc3n")
        term.wait_for(r"no such key here .*\(3 keys ignored\)")
        term.pump(PAUSE_SECONDS * 1.5)
        term.press("n")
        term.wait_for("Quote 1/")
        term.press("a")
        term.send_bytes("caf\u00e9".encode("latin-1") + b" au lait\x1bn")  # and Escape with a key right behind it
        term.wait_for("saved|Quote 2/")
        term.press("4")
        term.wait_for("caf\N{REPLACEMENT CHARACTER} au lait")


HOSTILE = "one\x1b[31m two \x1bd\x1b[200~\rthree \x1b[20 and \x1b[A four"
"""What no key may come of, though its pieces are keys."""


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_pasted_is_text_in_however_many_pieces_it_comes(data: st.DataObject) -> None:
    sent = f"a\x1b[200~{HOSTILE}\x1b[201~b\x1b[200~\x1b[201~\x1b[A"
    cuts = sorted(data.draw(st.sets(st.integers(1, len(sent) - 1), max_size=8)))
    parser = EscapeParser(frozenset())
    events_ = [e for at, end in pairwise((0, *cuts, len(sent))) for e in parser.feed(sent[at:end])]
    seen = [event.text if isinstance(event, events.Paste) else getattr(event, "key", "") for event in events_]
    assert seen == ["a", HOSTILE, "b", "", "up"]
