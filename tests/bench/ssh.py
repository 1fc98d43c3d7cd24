"""What a scripted session costs on the line, through a real sshd and ssh on loopback, with and without `ssh -C`.

Run by `make bench`, or `python -m tests.bench.ssh`. The bytes are TCP's payload as a relay between the two counts it,
down to the client and up to the host, without the login.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.keys import SEED, settle
from tests.faults.drops import prepare
from tests.ssh.sshd import Server, why_not
from tests.terminal.pty import Terminal

SESSION: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("open the article", ()),
    ("20 lines down", ("j",) * 20),
    ("8 quotes on", ("n",) * 8),
    ("round the panes twice", ("tab",) * 8),
    ("a note of 60 characters", ("a", *"The ministry denies it; ask the embassy once more by noon.", "escape")),
)
THEMES = ("ansi", "dark")


def session(folder: Path, theme: str, *, compressed: bool) -> list[tuple[int, int]]:
    """The session's bytes for each part of it: down, up."""
    home = folder / "desk"
    prepare(home)
    config = folder / "ssh" / "user" / "config" / "copydesk" / "config.toml"
    costs: list[tuple[int, int]] = []
    with Server(folder / "ssh", home, alive=60) as server:
        config.parent.mkdir(parents=True)
        config.write_text(f'theme = "{theme}"\n')
        options = ("-tt", "-o", f"Compression={'yes' if compressed else 'no'}")
        command = server.client("copydesk", shlex.quote(str(SEED)), options=options)
        with Terminal(command, env={"LANG": "C.UTF-8"}) as line:
            while not server.apps():  # logged in: what comes now is the app's
                line.pump(0.005)
            for _name, keys in SESSION:
                before = server.wire.down, server.wire.up
                if not keys:
                    settle(line, 2.0)
                for key in keys:
                    line.send(key)
                    settle(line, 0.3)
                costs.append((server.wire.down - before[0], server.wire.up - before[1]))
            line.press("ctrl+q")
            line.wait_exit()
    return costs


def main() -> None:
    """Print the table."""
    if reason := why_not():
        sys.exit(f"skipped: {reason}")
    began = time.monotonic()
    rows = ["| 80x24, bytes down (up) | " + " | ".join(f"{theme} | {theme}, -C" for theme in THEMES) + " |"]
    rows.append("| --- |" + " ---: |" * 2 * len(THEMES))
    columns = []
    for theme in THEMES:
        for compressed in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                columns.append(session(Path(folder), theme, compressed=compressed))
    names = [name for name, _keys in SESSION]
    for name, *costs in zip(names, *columns, strict=True):
        rows.append(f"| {name} | " + " | ".join(f"{down:,} ({up:,})" for down, up in costs) + " |")
    totals = [(sum(down for down, _ in costs), sum(up for _, up in costs)) for costs in columns]
    rows.append("| all | " + " | ".join(f"{down:,} ({up:,})" for down, up in totals) + " |")
    print("\n".join(rows), f"\n{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
