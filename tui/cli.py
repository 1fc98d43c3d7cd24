"""The command line: what to open, or which command to run.

Kept light: `--help` imports neither the screen nor the reader. Exit codes: 0 done, 1 something could not be done
(one line on standard error says what), 2 the command line is wrong, 128+n ended by signal n.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from tui.commands.argument_parser import sources_parser


class Command(NamedTuple):
    """A row of the table of commands.

    `module` has `main(argv) -> exit code`; with `runs_commands` it is `main(argv, run)`, and `run` is the function
    below. `summary` is the command's line in `copydesk --help`.
    """

    module: str
    summary: str
    runs_commands: bool = False


COMMANDS = {
    "open": Command("tui.commands.open", "as copydesk alone; what was fetched, as proof"),
    "list": Command("tui.commands.list_articles", "list and search the desk's articles"),
    "articles": Command("tui.commands.article_marks", "remove, restore, mark articles as read"),
    "feed": Command("tui.commands.feed", "subscribe to RSS, Atom and JSON feeds"),
    "watch": Command("tui.commands.watch", "take what is dropped into a folder"),
    "read": Command("tui.commands.read", "keep and read articles without the app"),
    "extract": Command("tui.commands.extraction.extract", "print actors and quotes as JSON or CSV"),
    "export": Command("tui.commands.export", "write notes as Markdown"),
    "import": Command("tui.commands.import_notes", "take notes from files"),
    "sourcing": Command("tui.commands.sourcing", "who speaks: as text, CSV, JSON or SVG"),
    "check": Command("tui.commands.check", "the publish gate: what is still open"),
    "evidence": Command("tui.commands.evidence", "attach recordings and documents to a story"),
    "prove": Command("tui.commands.prove", "hold quotes against recording or document"),
    "notes": Command("tui.commands.notes.notes_command", "list, write, delete, verify notes"),
    "backup": Command("tui.commands.backup", "write the data folder to one file"),
    "restore": Command("tui.commands.restore", "make a data folder from a backup"),
    "config": Command("tui.commands.config", "where the configuration is; check it"),
    "demo": Command("tui.demo.demo_command", "a two-minute tour on samples"),
    "doctor": Command("tui.doctor.doctor_command", "check terminal, installation, data folder"),
    "completion": Command("tui.completions.completion_command", "print completions for bash, zsh, fish"),
    "ssh-login": Command("tui.commands.ssh_login", "what sshd's ForceCommand runs", runs_commands=True),
}
"""Every command by its name, in the order of the help."""

_SUMMARIES = "\n".join(f"  copydesk {name + ' ...':<16}{command.summary}" for name, command in COMMANDS.items())

EPILOG = f"""\
commands:
{_SUMMARIES}

copydesk COMMAND --help shows its options, with examples.

examples:
  copydesk                         the desk: what is due, your articles, and a preview
  copydesk story.txt               one article, four panes
  copydesk wire/ draft.html        several sources open as a list; Enter reads, q goes back
  copydesk https://example.org/a   fetched, its readable text kept
  pdftotext a.pdf - | copydesk -   standard input

A source called like a command is opened with a path: ./extract

files:
  Notes and kept articles live in one data folder: --home, else $COPYDESK_HOME, else $XDG_DATA_HOME/copydesk.
  notes.json there is a TinyDB file. Errors are reported in one line; copydesk.log has the rest.
"""

OPTIONS_WITH_A_VALUE = ("--home", "--author")
"""Options that may stand before the command, with the word after them."""


def desk_parser() -> argparse.ArgumentParser:
    """The parser of `copydesk SOURCE...`."""
    return sources_parser(
        "copydesk",
        "Read articles, see who said what, and keep notes on it: a newsroom dashboard for the terminal.",
        EPILOG,
        usage="copydesk [options] [SOURCE ...]\n       copydesk COMMAND ...",
    )


def run(argv: Sequence[str]) -> int:
    """Run the command line `argv` (without the program's name) and return the exit code."""
    name, rest = _command(argv)
    try:
        if name is None:
            if meant := _mistyped(argv):
                from tui.console import fail

                return fail(meant, 2)
            args = desk_parser().parse_args(rest)
            from tui.launch import open_desk

            return open_desk(args)
        command = COMMANDS[name]
        main = import_module(command.module).main
        gc.enable()
        code: int = main(rest, run) if command.runs_commands else main(rest)
        if code:
            _flush_or_discard()
        else:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever read us has gone; keep the interpreter from complaining when it flushes.
        _discard_output()
        return 128 + signal.SIGPIPE
    except (OSError, MemoryError, RuntimeError) as error:
        reason = _reason(error)
        if reason is None:
            raise
        _discard_output()
        from tui.console import fail

        return fail(reason)
    return code


def _reason(error: Exception) -> str | None:
    """What the system lacks, in one line; None for an error that is the program's own."""
    if isinstance(error, MemoryError):
        return "not enough memory"
    if isinstance(error, RuntimeError):
        return "the system starts no more threads or processes" if "start new thread" in str(error) else None
    from store.disk.files import describe_error

    return describe_error(error)


def _flush_or_discard() -> None:
    """Write what is left of standard output; that it cannot be written is not reported beside another failure."""
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()


def _discard_output() -> None:
    """Let what is still to be written to standard output go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _mistyped(argv: Sequence[str]) -> str:
    """What to say where the first word is nearly a command and no file; else ""."""
    at = _first_word(argv)
    if at is None or not argv[at].replace("-", "").isalpha():
        return ""
    from difflib import get_close_matches
    from pathlib import Path

    word = argv[at]
    meant = get_close_matches(word.lower(), COMMANDS, 1)
    return f"no such command: {word}: did you mean {meant[0]}?" if meant and not Path(word).exists() else ""


def _command(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The command in `argv`, if its first word is one, and the rest without it."""
    at = _first_word(argv)
    if at is None or argv[at] not in COMMANDS:
        return None, list(argv)
    return argv[at], [*argv[:at], *argv[at + 1 :]]


def _first_word(argv: Sequence[str]) -> int | None:
    """Where in `argv` the first word is that is no option and no option's value; None for none before `--`."""
    skip = False
    for i, word in enumerate(argv):
        if skip:
            skip = False
        elif word in OPTIONS_WITH_A_VALUE:
            skip = True
        elif word == "--":
            return None
        elif not word.startswith("-") or word == "-":
            return i
    return None
