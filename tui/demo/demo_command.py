"""`copydesk demo`: the app on a temporary desk, where the first article is a tour."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tui.commands.argument_parser import Parser

EPILOG = """\
The demo desk has sample articles and a few notes; Enter on the first article
starts the tour, which takes two minutes. Your own data folder is not touched,
and the demo's is deleted when you quit.

examples:
  copydesk demo
"""


def parser() -> Parser:
    """The options of `copydesk demo`."""
    return Parser("copydesk demo", "Try Copydesk on sample articles: a two-minute tour.", EPILOG)


def main(argv: Sequence[str]) -> int:
    """Run `copydesk demo` and return the exit code."""
    parser().parse_args(argv)
    from tui.console import fail
    from tui.launch import terminal_fault

    if fault := terminal_fault():
        return fail(fault)
    # The app is its own process, so that the folder is deleted however it ends; it handles the signals.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(prefix="copydesk-demo-") as folder:
        fill(Path(folder))
        app = [sys.executable, "-m", "tui", "--home", folder]
        code = subprocess.run(app, preexec_fn=_default_signals).returncode
    return code if code >= 0 else 128 - code


def _default_signals() -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)


def fill(home: Path) -> None:
    """Store the samples in the data folder `home`, with notes on one, and the tour last, so that it is listed first."""
    from extract.span import Span
    from store.articles.library import Library
    from store.articles.sources import Source, load
    from store.notes.anchors import Anchor
    from store.notes.notebook import Notebook
    from tui.config import locations

    library = Library(home)
    for path in sorted(locations.samples().glob("*.txt")):
        loaded = load(Source("file", str(path)))
        entry = library.keep(loaded, unread=True)
    with Path(str(files("tui").joinpath("demo", "tour.txt"))).open(encoding="utf-8") as tour:
        title = tour.readline().strip()
        library.keep(load(Source("file", tour.name)), title=title, unread=True)
    book = Notebook.open(home, author="demo")
    try:
        text = library.text(entry.version)
        claim = "China produced 90 percent of the microelectronics"
        start = text.index(claim)
        anchor = Anchor.of(text, Span(start, start + len(claim)))
        key, version = entry.key, entry.version
        body = "Which report is this from?"
        book.add(article=key, version=version, anchor=anchor, body=body, type="fact-check", tags=["trade"])
        body = "Ask the embassy for a full statement."
        book.add(article=key, version=version, anchor=None, body=body, type="right-of-reply")
    finally:
        book.close()
