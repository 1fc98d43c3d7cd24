"""From parsed command line to running app: the first article is loaded before the screen library when that is quick."""

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
from tui.newsroom.newsroom import Newsroom, Story, stories_in, stories_of

if TYPE_CHECKING:
    from store.articles.sources import Source


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
    """Run the app on the sources that `args` (see `tui.commands.parser.sources_parser`) names; the exit code."""
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
    """Run the app on `sources` and return the exit code. None means the desk of everything kept."""
    from store.model.source_names import SourceError

    log_file = locations.log_file(args.home)
    log.start(log_file)
    settings, faults = load_settings(locations.config_file())
    author = signed_by(args.author, settings)
    exports = Path(settings.exports).expanduser() if settings.exports else None
    newsroom = Newsroom(locations.data_home(args.home), author, log_file, args.allow_private, exports)
    newsroom.largest, newsroom.mend, newsroom.timeout = settings.largest, args.mend, settings.timeout
    newsroom.minutes = settings.refresh
    if folder := args.watch or settings.watch:
        newsroom.drop = Path(folder).expanduser()
    stories = stories_of(sources)
    alone = len(stories) == 1 and [sources[0].name] == args.sources
    try:
        for story in tuple(stories):
            stories += load_early(story, newsroom, alone=alone)
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
    if app.last_words:
        return fail(app.last_words, app.return_code or 1)
    return app.return_code or 0


def load_early(story: Story, newsroom: Newsroom, *, alone: bool) -> list[Story]:
    """Read standard input before the screen takes the keyboard, and a lone file so that it paints at once.

    A format of which one file may hold many articles is parsed at once too, for that decides between the article and
    the desk. Returns the stories after the first. Raises SourceError.
    """
    assert story.source is not None
    if not (story.source.kind == "stdin" or (alone and story.source.kind == "file")):
        return []
    from store.articles.sources import load
    from store.formats.detect import MANY

    story.loaded = load(story.source, newsroom.largest * 2**20)
    others: list[Story] = []
    if story.loaded.raw is not None and story.loaded.raw.format in MANY:
        first, *rest = newsroom.parser().articles(story.loaded, mend=newsroom.mend)
        story.loaded, others = first, stories_in(rest)
    if story.loaded.raw is None and not newsroom.mend:
        story.take(story.loaded.text, story.loaded.title)
    return others


def _take_terminal() -> None:
    """Keys come from the terminal even where standard input was a pipe."""
    if sys.stdin.isatty():
        return
    from store.model.source_names import SourceError

    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise SourceError("standard input is no terminal and there is none to read keys from") from error
    os.dup2(terminal, 0)
    os.close(terminal)
