"""Starts the app from the parsed command line: a fast first article is loaded before the screen library."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.keymap import load as load_keymap
from tui.config import locations, log
from tui.config.author import author as signed_by
from tui.config.settings import load as load_settings
from tui.console import fail
from tui.newsroom.newsroom import Newsroom, Options, stories_of

if TYPE_CHECKING:
    from store.articles.sources import Source


def terminal_fault() -> str | None:
    """Why this is not a usable terminal, in one line; None if it is."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        how = " (ssh -t gives it one)" if "SSH_CONNECTION" in os.environ else ""
        return f"the desk needs a terminal{how}; in a pipe use 'copydesk extract' or 'copydesk export'"
    if os.environ.get("TERM", "dumb") == "dumb":
        return (
            "TERM is dumb or not set: this terminal cannot be painted; try TERM=xterm-256color, or 'copydesk extract'"
        )
    return None


def open_desk(args: argparse.Namespace) -> int:
    """Run the app on the sources in `args`, parsed by `sources_parser`; returns the exit code."""
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
    return launch(args, sources)


def launch(args: argparse.Namespace, sources: Sequence[Source]) -> int:
    """Run the app on `sources` and return the exit code. None means the desk of all stored articles."""
    from store.model.source_names import SourceError

    log_file = locations.log_file(args.home)
    log.start(log_file)
    settings, faults = load_settings(locations.config_file())
    watched = args.watch or settings.watch
    options = Options(
        allow_private=args.allow_private,
        exports=Path(settings.exports).expanduser() if settings.exports else None,
        max_megabytes=settings.largest,
        empty_embargo_is_none=settings.empty_embargo_is_none,
        fix_encoding=args.fix_encoding,
        timeout_seconds=settings.timeout,
        refresh_minutes=settings.refresh,
        due_days=settings.due_days,
        trash_days=settings.trash_days,
        archive_days=settings.archive_days,
        trust_notes=settings.trust_notes,
        drop_folder=Path(watched).expanduser() if watched else None,
    )
    newsroom = Newsroom(locations.data_home(args.home), signed_by(args.author, settings), log_file, options)
    stories = stories_of(sources)
    alone = len(stories) == 1 and [sources[0].name] == args.sources
    try:
        for story in tuple(stories):
            stories += newsroom.articles.load_early(story, alone=alone)
        _take_terminal()
    except SourceError as error:
        return fail(str(error))
    alone = alone and len(stories) == 1
    keymap, more = load_keymap(locations.keymap_file(), settings.keys)
    from tui.app import Copydesk
    from tui.terminal.low_bandwidth import low_bandwidth_choice
    from tui.terminal.output_thread import install

    install()
    app = Copydesk(newsroom, stories, alone=alone, settings=settings, keymap=keymap, faults=[*faults, *more])
    wanted = low_bandwidth_choice(args.low_bandwidth, os.environ, settings.low_bandwidth)
    app.measures_line = wanted == "auto"
    if wanted == "on":
        app.enable_low_bandwidth()
    app.run(mouse=settings.mouse and not args.no_mouse)
    if app.exit_message:
        return fail(app.exit_message, app.return_code or 1)
    return app.return_code or 0


def _take_terminal() -> None:
    """Read keys from the terminal even if standard input is a pipe."""
    if sys.stdin.isatty():
        return
    from store.model.source_names import SourceError

    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise SourceError("standard input is no terminal and there is none to read keys from") from error
    os.dup2(terminal, 0)
    os.close(terminal)
