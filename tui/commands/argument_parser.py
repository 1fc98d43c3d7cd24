"""The base parser of all commands, and the parser of the sources that the app opens."""

from __future__ import annotations

import argparse
import re
from itertools import groupby
from textwrap import wrap
from typing import Any, NoReturn

from store.disk.boundary import current
from tui import __version__

MAX_COLUMNS = 78
"""Width of the help, so that it fits a terminal of 80 columns."""
MIN_SECOND_COLUMN = 24
"""If less is left for it, the second column goes below the first."""
COLUMN = re.compile(r"(\s+\S.*?\s{2,})(\S.*)")
"""An indented line of two columns, such as an example and its description."""


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Fills the paragraphs of description and epilog; keeps indented lines, but breaks those that are too long."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        width = min(width, MAX_COLUMNS)
        lines: list[str] = []
        for indented, group in groupby(text.splitlines(), lambda line: line[:1] in ("", " ")):
            paragraph = list(group)
            if indented:
                lines += (part for line in paragraph for part in _broken(line, width))
            else:
                lines += wrap(" ".join(paragraph), width, break_long_words=False, break_on_hyphens=False)
        return "\n".join(f"{indent}{line}" for line in lines)


def _broken(line: str, width: int) -> list[str]:
    """An indented line broken to at most `width`, with the second column aligned."""
    if len(line) <= width:
        return [line]
    columns = COLUMN.fullmatch(line)
    if columns is None:
        blanks = " " * (len(line) - len(line.lstrip()))
        return wrap(line, width, subsequent_indent=blanks, break_long_words=False, break_on_hyphens=False)
    first, second = columns.groups()
    if width - len(first) >= MIN_SECOND_COLUMN:
        return wrap(second, width, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False)
    return [first.rstrip(), *wrap(second, width, initial_indent=" " * 6, subsequent_indent=" " * 6)]


class Parser(argparse.ArgumentParser):
    """argparse with the desk's options and Unix conventions."""

    def __init__(
        self, prog: str, description: str, epilog: str | None = None, usage: str | None = None, *, quiet: bool = True
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            usage=usage,
            formatter_class=HelpFormatter,
            allow_abbrev=False,
        )
        self.add_argument(
            "--home", metavar="DIR", help="data folder (default: $COPYDESK_HOME, else the XDG data folder)"
        )
        self.add_argument("-V", "--version", action="version", version=f"copydesk {__version__}")
        if quiet:
            self.add_argument("--quiet", action="store_true", help="print only results and errors")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse's; a restricted login may choose neither the author nor the data folder."""
        found, rest = super().parse_known_args(args, namespace)
        if (quiet := getattr(found, "quiet", None)) is not None:
            from tui.console import set_quiet

            set_quiet(quiet)
        if current() is not None:
            for name in ("home", "author", "watch"):
                if getattr(found, name, None):
                    self.error(f"--{name} cannot be chosen in this login")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Report a fault in the command line, which may contain a file's name, and exit with 2."""
        from widgets.text.safe import visible

        super().error(visible(message))


def sources_parser(prog: str, description: str, epilog: str, usage: str | None = None) -> Parser:
    """A parser for the sources to open and their options."""
    parser = Parser(prog, description, epilog, usage, quiet=False)
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a file (text, Markdown, HTML, PDF, DOCX, EML, mbox, NITF, NewsML-G2, ninjs, RSS, Atom, JSON Feed, or a "
        "ZIP of these), a folder, an http(s) URL, or - for standard input",
    )
    parser.add_argument("--author", metavar="NAME", help="author of the notes (default: your login name)")
    parser.add_argument("--no-mouse", action="store_true", help="do not capture the mouse")
    parser.add_argument(
        "--low-bandwidth",
        action=argparse.BooleanOptionalAction,
        help="16 colours, views that move by pages (default: $COPYDESK_LOW_BANDWIDTH, else when the line proves slow)",
    )
    parser.add_argument("--allow-private", action="store_true", help="allow URLs with private and loopback addresses")
    parser.add_argument("--watch", metavar="FOLDER", help="import files dropped into this folder while the app runs")
    add_fix_encoding(parser, "fix mojibake (â€™ for ’) in opened sources, with a warning")
    return parser


def add_output(parser: argparse.ArgumentParser, name: str) -> None:
    """Add `--output`; in a folder the file is called `name`."""
    parser.add_argument(
        "-o", "--output", metavar="FILE|DIR", help=f"output file, or a folder for {name} (default: standard output)"
    )


def add_text_field(parser: argparse.ArgumentParser) -> None:
    """Add `--text-field`."""
    parser.add_argument("--text-field", default="", metavar="NAME", help="the text field of a JSONL or CSV corpus")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json` to a command that has `--format`."""
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")


def add_fix_encoding(parser: argparse.ArgumentParser, help: str) -> None:
    """Add `--fix-encoding`, and `--mend`, its older name, which the help leaves out."""
    parser.add_argument("--fix-encoding", action="store_true", help=help)
    parser.add_argument("--mend", dest="fix_encoding", action="store_true", help=argparse.SUPPRESS)
