"""The app in each kind of terminal: what it sends is what that terminal knows, and all is to be seen and done in it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.bench.keys import environment, read_desk
from tests.terminal.pty import Terminal, copydesk
from tui.terminal.line_speed import CURSOR_QUERY

pytestmark = pytest.mark.terminal

_LOOK = re.compile(rb"\x1b\[([0-9;]*)m")
_VT100 = re.compile(rb"\x1b\[(?:[0-9;]*[HCrKJ]|[ABD]|\?7[hl]|(?:[01457](?:;[01457])*)?m)|\x1bM")
"""What the app may send to a VT100: EK-VT100-UG-003, chapter 3."""


@pytest.fixture(scope="module")
def desk() -> Iterator[Path]:
    """A desk on which the seed article has been read."""
    with read_desk() as folder:
        yield folder


def colours_in(output: bytes) -> str:
    """The richest kind of colour that was sent."""
    looks = [look.decode() for look in _LOOK.findall(output)]
    if any("38;2;" in look or "48;2;" in look for look in looks):
        return "truecolor"
    if any("38;5;" in look or "48;5;" in look for look in looks):
        return "256"
    return "16" if any(re.search(r"\b[349]\d\b", look) for look in looks) else "none"


def a_shift(desk: Path, seed: Path, env: Mapping[str, str], status_text: str = "Quote 1/") -> bytes:
    """Start, step to a quote, look at another pane, leave; what was sent meanwhile."""
    with Terminal(copydesk(str(seed)), env={**environment(desk, "dark"), "COLORTERM": "", **env}) as terminal:
        terminal.wait_for(r"[│|] The US claims that China")
        terminal.send("n")
        terminal.wait_for(status_text)
        terminal.send("3")
        terminal.wait_for(r"Liu Pengyu")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        return terminal.output


@pytest.mark.parametrize(
    ("env", "colours"),
    [
        ({"TERM": "xterm-ghostty"}, "256"),  # it knows more, but our colours all have numbers, which are shorter
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "no-such-terminal"}, "16"),
        ({"TERM": "linux"}, "16"),
    ],
    ids=lambda value: value["TERM"] if isinstance(value, dict) else value,
)
def test_colours_are_those_the_terminal_has(env: dict[str, str], colours: str, desk: Path, seed: Path) -> None:
    output = a_shift(desk, seed, env)
    assert colours_in(output) == colours
    assert "│".encode() in output
    if env["TERM"] == "linux":
        assert not re.search(rb"\x1b\[[?<>=][0-9;]*\$?[up]", output), "the console would draw the ends of these"


def test_a_vt100_is_sent_what_a_vt100_knows(desk: Path, seed: Path) -> None:
    output = a_shift(desk, seed, {"TERM": "vt100"})
    assert b"\x1b" not in _VT100.sub(b"", output)
    assert b"\x0e" not in output


def test_in_the_c_locale_all_that_is_sent_is_ascii(desk: Path, seed: Path) -> None:
    """LANG=C is what Python would turn into UTF-8 behind our back (PEP 538)."""
    output = a_shift(desk, seed, {"TERM": "xterm", "LANG": "C", "LC_ALL": "", "LC_CTYPE": ""})
    assert output.isascii()
    assert b"Kian's Foreign" in output, "a quote mark has a stand-in"


STRANGE = (
    "Beijing 中国外交部 says\n\n“Ça va, e\u0301te\u0301 👩\u200d👩\u200d👧 שלום عربي” "
    "\u202egnisrever\u202c and\x1b]0;title\x07 more, he said.\n"
)


def test_scripts_and_controls_are_shown_not_obeyed(desk: Path, tmp_path: Path) -> None:
    article = tmp_path / "strange.txt"
    article.write_text(STRANGE, encoding="utf-8")
    env = {**environment(desk, "dark"), "TERM": "xterm-256color"}
    with Terminal(copydesk(str(article)), env=env) as terminal:
        screen = terminal.wait_for("more, he said")
        assert "中国外交部" in screen.replace(" ", "")
        assert "gnisrever" in screen
        terminal.send("q")
        terminal.wait_exit()
        for obeyed in ("\u202e", "\u202c"):
            assert obeyed.encode() not in terminal.output
        assert b"\x1b]0" not in terminal.output
        assert b"title\x07" not in terminal.output


def test_a_storm_of_sizes_leaves_the_right_screen(desk: Path, seed: Path) -> None:
    with Terminal(copydesk(str(seed)), env=environment(desk, "ansi")) as terminal:
        terminal.wait_for(r"│ The US claims that China")
        terminal.send("n")
        terminal.wait_for("Quote 1/")
        before = terminal.text
        for turn in range(12):
            terminal.resize(*((200, 50) if turn % 2 else (20, 5)))
            terminal.pump(0.03 if turn % 3 else 0.2)
        terminal.resize(80, 24)
        terminal.wait_for(r"\S.*\n(.*\n){20}.*Quote 1/")
        terminal.pump(0.5)
        assert terminal.text == before
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert b"Traceback" not in terminal.output


def test_a_slow_line_is_noticed_reported_and_spared(desk: Path, seed: Path) -> None:
    env = {**environment(desk, "dark"), "COPYDESK_LOW_BANDWIDTH": "auto"}
    with Terminal(copydesk(str(seed)), env=env, rate=2_500) as terminal:
        terminal.wait_for(r"│ The US claims that China")
        terminal.pump(0.5)
        for number in range(4):
            terminal.send("z")  # a burst large enough to be timed
            terminal.wait_for("─ zoom ─" if number % 2 == 0 else "►1 The US")
            terminal.pump(0.6)
        terminal.wait_for(r"slow line \([12]\.\d kB/s\): low bandwidth is on")  # a busy machine takes its part
        spared = len(terminal.output)
        terminal.send("z")
        terminal.wait_for("─ zoom ─")
        while colours_in(terminal.output[spared:]) == "none":  # the rule of the zoom comes before any colour
            terminal.pump(0.2)
        assert colours_in(terminal.output[:spared]) == "256"
        assert colours_in(terminal.output[spared:]) == "16"
        assert terminal.output.count(CURSOR_QUERY.encode()) <= 8
        terminal.send("q")
        terminal.wait_exit()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (.ci/run installs it)")
def test_two_tmux_clients_of_different_size(desk: Path, seed: Path) -> None:
    tmux = ["tmux", "-f", "/dev/null", "-L", f"copydesk-{uuid.uuid4().hex[:8]}"]
    env = {**os.environ, **environment(desk, "ansi")}
    for name in ("COLUMNS", "LINES"):
        env.pop(name, None)
    subprocess.run([*tmux, "new-session", "-d", "-x", "80", "-y", "24", *copydesk(str(seed))], check=True, env=env)
    try:
        with Terminal([*tmux, "attach"], size=(110, 30)) as large:
            large.wait_for(r"│ The US claims that China")
            with Terminal([*tmux, "attach"], size=(60, 16)) as small:
                small.wait_for(r"│ The US claims that China")
                small.send("n")
                small.wait_for("Quote 1/")
            large.pump(0.3)
            large.send("n")
            large.wait_for("Quote 2/")
        with Terminal([*tmux, "attach"], size=(80, 24)) as again:
            again.wait_for("Quote 2/")
            again.wait_for("Liu Pengyu|US officials")
            again.send("q")
            again.wait_exit()
    finally:
        with contextlib.suppress(OSError):
            subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)


@pytest.mark.skipif(shutil.which("screen") is None, reason="GNU screen is not installed (.ci/run installs it)")
def test_gnu_screen_detached_and_attached_again(desk: Path, seed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "screen"
    folder.mkdir(mode=0o700)
    env = {**environment(desk, "dark"), "SCREENDIR": str(folder), "LANG": "C.UTF-8"}
    session = f"copydesk-{uuid.uuid4().hex[:8]}"
    with Terminal(["screen", "-U", "-c", "/dev/null", "-S", session, *copydesk(str(seed))], env=env) as terminal:
        terminal.wait_for(r"│ The US claims that China")
        terminal.send("n")
        terminal.wait_for("Quote 1/")
        subprocess.run(["screen", "-d", session], env={**os.environ, **env}, check=False, capture_output=True)
        terminal.wait_exit()
    with Terminal(["screen", "-U", "-r", session], size=(100, 30), env=env) as terminal:
        terminal.wait_for("Quote 1/")
        terminal.wait_for(r"▌ ?The US claims that China|│ The US claims that China")
        terminal.send("q")
        terminal.wait_exit()
