"""What the environment says of the terminal, and what stands for what it cannot show."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.terminal.capabilities import TerminalKind, charset_of, environment_at_start, locale_of, terminal_kind
from tui.terminal.diff_app import _row
from tui.terminal.fallback_glyphs import fallback_for


@pytest.mark.parametrize(
    ("term", "more", "colours"),
    [
        ("xterm-256color", {}, "256"),
        ("xterm-256color", {"COLORTERM": "truecolor"}, "truecolor"),
        ("xterm-256color", {"COLORTERM": "24bit", "NO_COLOR": "1"}, "none"),
        ("xterm", {}, "16"),
        ("screen", {}, "16"),
        ("screen", {"COLORTERM": "truecolor", "STY": "1.tty"}, "16"),
        ("screen-256color", {"COLORTERM": "truecolor", "STY": "1.tty"}, "256"),
        ("screen-256color", {"COLORTERM": "truecolor", "TMUX": "x"}, "truecolor"),
        ("tmux", {}, "16"),
        ("tmux-256color", {}, "256"),
        ("linux", {"COLORTERM": "truecolor"}, "16"),
        ("vt100", {"COLORTERM": "truecolor"}, "none"),
        ("vt220", {}, "none"),
        ("xterm-mono", {}, "none"),
        ("vte-256color", {}, "256"),
        ("alacritty", {}, "truecolor"),
        ("xterm-kitty", {}, "truecolor"),
        ("xterm-ghostty", {}, "truecolor"),
        ("no-such-terminal", {}, "16"),
        ("", {}, "16"),
    ],
)
def test_colours(term: str, more: dict[str, str], colours: str) -> None:
    assert terminal_kind({"TERM": term, **more}).colours == colours


@pytest.mark.parametrize(
    ("term", "plain", "private", "erases"),
    [
        ("xterm-256color", False, True, True),
        ("xterm-kitty", False, True, True),
        ("screen-256color", False, True, False),
        ("tmux-256color", False, True, False),
        ("linux", False, False, True),
        ("vt100", True, False, False),
        ("no-such-terminal", False, True, False),
    ],
)
def test_what_may_be_sent(term: str, plain: bool, private: bool, erases: bool) -> None:
    kind = terminal_kind({"TERM": term})
    assert (kind.plain, kind.private, kind.erases_in_colour) == (plain, private, erases)


@pytest.mark.parametrize(
    ("env", "charset"),
    [
        ({}, "utf-8"),
        ({"LANG": ""}, "utf-8"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "POSIX"}, "ascii"),
        ({"LANG": "en_US.UTF-8"}, "utf-8"),
        ({"LANG": "C.utf8"}, "utf-8"),
        ({"LC_CTYPE": "UTF-8"}, "utf-8"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "nb_NO.UTF-8"}, "utf-8"),
        ({"LANG": "nb_NO"}, "ascii"),
        ({"LANG": "de_DE.no-such-codec@euro"}, "ascii"),
    ],
)
def test_charset(env: dict[str, str], charset: str) -> None:
    assert charset_of(locale_of(env)) == charset


def test_python_s_own_change_of_the_locale_does_not_count(tmp_path: Path) -> None:
    block = tmp_path / "environ"
    block.write_bytes(b"LANG=C\0TERM=xterm\0")
    now = {"LANG": "C", "TERM": "xterm", "LC_CTYPE": "C.UTF-8"}
    assert charset_of(locale_of(environment_at_start(now, block))) == "ascii"
    assert environment_at_start(now, tmp_path / "none") == now
    assert environment_at_start({"LC_CTYPE": "nb_NO.UTF-8"}, block) == {"LC_CTYPE": "nb_NO.UTF-8"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("►1 Article", ">1 Article"),
        ("│▌ “Kian’s” – …", '|| "Kian\'s" - ~'),
        ("╭──╮", "+--+"),
        ("Ångström æ ø ß é e\u0301", "Angstrom a o s e e"),
        ("中国 a", "???? a"),
        ("👩\u200d👩\u200d👧!", "??!"),
        ("שלום", "????"),
    ],
)
def test_stand_ins_in_ascii(text: str, shown: str) -> None:
    row = _row([Strip([Segment(text, Style.null())])], cell_len(text), TerminalKind(charset="ascii"))
    assert "".join(row.cells) == shown


@given(st.text(max_size=20), st.sampled_from(["ascii", "iso8859-1", "iso8859-15", "koi8-r"]))
@settings(max_examples=200, deadline=None)
def test_every_cell_can_be_encoded(text: str, charset: str) -> None:
    text = "".join(char for char in text if char.isprintable())
    row = _row([Strip([Segment(text, Style.null())])], 24, TerminalKind(charset=charset))
    assert len(row.cells) == 24
    "".join(row.cells).encode(charset)
    for cell in row.cells:
        assert fallback_for(cell, charset) == cell
