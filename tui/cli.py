"""The command line: what to open, or which command to run.

Kept light: `--help` imports neither the screen nor the reader. Exit codes: 0 done, 1 something could not be done
(one line on standard error says what), 2 the command line is wrong, 128+n ended by signal n.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from tui import __version__

COMMANDS = (
    "open", "list", "feed", "watch", "extract", "export", "import", "sourcing", "check", "notes", "config", "ssh-login",
)  # fmt: skip

EPILOG = """\
commands:
  copydesk open ...        as copydesk alone; what was fetched, as proof (copydesk open --help)
  copydesk list ...        list and search the desk's articles      (copydesk list --help)
  copydesk feed ...        subscribe to RSS, Atom and JSON feeds    (copydesk feed --help)
  copydesk watch ...       take what is dropped into a folder       (copydesk watch --help)
  copydesk extract ...     print actors and quotes as JSON or CSV   (copydesk extract --help)
  copydesk export ...      write notes as Markdown                  (copydesk export --help)
  copydesk import ...      take notes from files                    (copydesk import --help)
  copydesk sourcing ...    who speaks: as text, CSV, JSON or SVG   (copydesk sourcing --help)
  copydesk check ...       the publish gate: what is still open     (copydesk check --help)
  copydesk notes ...       list, search, verify, restore notes      (copydesk notes --help)
  copydesk config ...      where the configuration is; check it     (copydesk config --help)
  copydesk ssh-login ...   what sshd's ForceCommand runs            (copydesk ssh-login --help)

examples:
  copydesk                         the desk: everything you have opened; the first time, a sample
  copydesk story.txt               one article, four panes
  copydesk wire/ draft.html        several sources open as a list; Enter reads, q goes back
  copydesk https://example.org/a   fetched, its readable text kept
  pdftotext a.pdf - | copydesk -   standard input

A source called like a command is opened with a path: ./extract

files:
  Notes and kept articles live in one data folder: --home, else $COPYDESK_HOME, else $XDG_DATA_HOME/copydesk.
  notes.json there is a TinyDB file. Errors are told in one line; copydesk.log has the rest.
"""


class Parser(argparse.ArgumentParser):
    """argparse with the desk's options and Unix manners."""

    def __init__(self, prog: str, description: str, epilog: str | None = None, usage: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            usage=usage,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_argument(
            "--home", metavar="DIR", help="data folder (default: $COPYDESK_HOME, else the XDG data folder)"
        )
        self.add_argument("--version", action="version", version=f"copydesk {__version__}")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, which may hold a file's name, and end with 2."""
        from widgets.text.safe import visible

        super().error(visible(message))


def desk_parser() -> argparse.ArgumentParser:
    """The parser of `copydesk SOURCE...`."""
    return sources_parser(
        "copydesk",
        "Read articles, see who said what, and keep notes on it: a newsroom dashboard for the terminal.",
        EPILOG,
        usage="copydesk [options] [SOURCE ...]\n       copydesk COMMAND ...",
    )


def sources_parser(prog: str, description: str, epilog: str, usage: str | None = None) -> Parser:
    """A parser for what is opened, and how."""
    parser = Parser(prog, description, epilog, usage)
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a file (text, Markdown, HTML, PDF, DOCX, EML, mbox, NITF, NewsML-G2, ninjs, RSS, Atom, JSON Feed, or a "
        "ZIP of these), a folder, an http(s) URL, or - for standard input",
    )
    parser.add_argument("--author", metavar="NAME", help="who signs the notes (default: your login name)")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.add_argument(
        "--low-bandwidth",
        action=argparse.BooleanOptionalAction,
        help="16 colours, views that move by pages (default: $COPYDESK_LOW_BANDWIDTH, else when the line proves slow)",
    )
    parser.add_argument("--allow-private", action="store_true", help="let URLs lead to private and loopback addresses")
    parser.add_argument("--watch", metavar="FOLDER", help="take what is dropped into this folder meanwhile")
    parser.add_argument("--mend", action="store_true", help="undo mojibake (â€™ for ’) in what is opened; it is told")
    return parser


def run(argv: Sequence[str]) -> int:
    """Run the command line `argv` (without the program's name) and return the exit code."""
    name, rest = _command(argv)
    try:
        if name == "open":
            from tui.commands.open import main as command
        elif name == "list":
            from tui.commands.list_articles import main as command
        elif name == "feed":
            from tui.commands.feed import main as command
        elif name == "watch":
            from tui.commands.watch import main as command
        elif name == "extract":
            from tui.commands.extract import main as command
        elif name == "export":
            from tui.commands.export import main as command
        elif name == "import":
            from tui.commands.import_notes import main as command
        elif name == "sourcing":
            from tui.commands.sourcing import main as command
        elif name == "check":
            from tui.commands.check import main as command
        elif name == "notes":
            from tui.commands.notes import main as command
        elif name == "config":
            from tui.commands.config import main as command
        elif name == "ssh-login":
            from tui.commands.ssh_login import main as command
        else:
            return open_desk(desk_parser().parse_args(rest))
        gc.enable()
        return command(rest)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever read us has gone; keep the interpreter from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


def _command(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The command in `argv`, if its first word is one, and the rest without it."""
    skip = False
    for i, word in enumerate(argv):
        if skip:
            skip = False
        elif word in ("--home", "--author"):
            skip = True
        elif not word.startswith("-") or word == "-":
            return (word, [*argv[:i], *argv[i + 1 :]]) if word in COMMANDS else (None, list(argv))
        elif word == "--":
            break
    return None, list(argv)


def fail(message: str, code: int = 1) -> int:
    """Say `message` on standard error in one safe line and return the exit code.

    Called for a pipe whose reader has gone, it raises that again: `run` ends without a word, as `head` expects.
    """
    from widgets.text.safe import one_line

    fault = sys.exception()
    if isinstance(fault, BrokenPipeError):
        raise fault

    print(f"copydesk: {one_line(message, 500)}", file=sys.stderr)
    return code


def terminal_fault() -> str | None:
    """Why this is no terminal to paint on, in one line; None where it is."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        how = " (ssh -t gives it one)" if "SSH_CONNECTION" in os.environ else ""
        return f"the desk needs a terminal{how}; in a pipe use 'copydesk extract' or 'copydesk export'"
    if os.environ.get("TERM", "dumb") == "dumb":
        return (
            "TERM is dumb or not set: this terminal cannot be painted; try TERM=xterm-256color, or 'copydesk extract'"
        )
    return None


def open_desk(args: argparse.Namespace) -> int:
    """`copydesk SOURCE...`: the app."""
    from store.articles.sources import expand
    from store.model.source_names import SourceError

    fault = terminal_fault()
    if fault:
        return fail(fault)
    try:
        if not args.sources and not sys.stdin.isatty():
            args.sources = ["-"]
        sources = expand(args.sources, stdin=not sys.stdin.isatty())
    except SourceError as error:
        return fail(str(error))
    from tui.launch import launch

    return launch(args, sources)
