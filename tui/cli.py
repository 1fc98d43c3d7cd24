"""The command line: the sources to open, or the command to run.

Kept light: `--help` imports neither the screen nor the reader. Exit codes: 0 done, 1 something failed (one line on
standard error explains it), 2 usage error, 128+n ended by signal n.
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
    "open": Command("tui.commands.open", "open sources; show archived originals"),
    "list": Command("tui.commands.list_articles", "list and search the desk's articles"),
    "articles": Command("tui.commands.article_marks", "remove, restore, mark articles as read"),
    "feed": Command("tui.commands.feed", "subscribe to RSS, Atom and JSON feeds"),
    "watch": Command("tui.commands.watch", "import files dropped into a folder"),
    "read": Command("tui.commands.read", "store and read articles without the app"),
    "extract": Command("tui.commands.extraction.extract", "print actors and quotes as JSON or CSV"),
    "export": Command("tui.commands.export", "write notes as Markdown"),
    "import": Command("tui.commands.import_notes", "import notes from files"),
    "sourcing": Command("tui.commands.sourcing", "report who speaks: text, CSV, JSON, SVG"),
    "check": Command("tui.commands.check", "check articles before publication"),
    "evidence": Command("tui.commands.evidence", "attach recordings and documents to a story"),
    "prove": Command("tui.commands.prove", "check quotes against their evidence"),
    "notes": Command("tui.commands.notes.notes_command", "list, write, delete, verify notes"),
    "backup": Command("tui.commands.backup", "back up the data folder to one file"),
    "restore": Command("tui.commands.restore", "restore a data folder from a backup"),
    "config": Command("tui.commands.config", "show and check the configuration"),
    "demo": Command("tui.demo.demo_command", "a two-minute tour on samples"),
    "doctor": Command("tui.doctor.doctor_command", "check terminal, installation, data folder"),
    "completion": Command("tui.completions.completion_command", "print completions for bash, zsh, fish"),
    "ssh-login": Command("tui.commands.ssh_login", "run Copydesk as sshd's ForceCommand", runs_commands=True),
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
  copydesk wire/ draft.html        several sources as a list; Enter opens, q goes back
  copydesk https://example.org/a   fetch it and store its text
  pdftotext a.pdf - | copydesk -   standard input

To open a source named like a command, give a path: ./extract

files:
  Notes and articles are stored in one data folder: --home, else $COPYDESK_HOME, else $XDG_DATA_HOME/copydesk.
  notes.json there is a TinyDB file. Errors are reported in one line; copydesk.log has the rest.
"""

OPTIONS_WITH_A_VALUE = ("--home", "--author")
"""Options allowed before the command that take a value."""


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
            return _open_desk(args)
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
        # The reader of the output is gone; keep the interpreter from complaining when it flushes.
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


def _open_desk(args: argparse.Namespace) -> int:
    """Open the desk. What is typed until it is there waits for it, unless it is a source."""
    from tui.terminal.early_mode import keeping_keys

    with contextlib.nullcontext() if "-" in args.sources else keeping_keys():
        from tui.launch import open_desk

        return open_desk(args)


def _reason(error: Exception) -> str | None:
    """The resource that the system lacks, in one line; None for an error of the program itself."""
    if isinstance(error, MemoryError):
        return "not enough memory"
    if isinstance(error, RuntimeError):
        return "the system starts no more threads or processes" if "start new thread" in str(error) else None
    from store.disk.files import describe_error

    return describe_error(error)


def _flush_or_discard() -> None:
    """Write the rest of standard output; a failure is not reported in addition to another one."""
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()


def _discard_output() -> None:
    """Discard unwritten standard output."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _mistyped(argv: Sequence[str]) -> str:
    """The hint if the first word is nearly a command and not a file; else ""."""
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
    """The index in `argv` of the first word that is not an option or its value; None if none precedes `--`."""
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
