"""Yanking: the words, quote or note at hand into the terminal's clipboard and a file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from store.disk.private import own_file
from tui.actions.handlers import handles
from tui.article.motions import Moving
from tui.config.locations import for_people
from tui.presenters.descriptions import heading_of, who

YANKED = "yank.txt"
"""The file in the data folder, with the user's name in its own, that holds what was yanked last."""


class Yanking(Moving):
    """The part of the article screen that yanks."""

    @handles("yank.selection")
    def action_yank_selection(self) -> None:
        """Yank the note, quote, actor or words at hand."""
        found = self._to_yank()
        if found is None:
            self.say("nothing to yank: select a quote, a note or words first")
        else:
            self.run_worker(self._yank(*found), group="yank", exclusive=True, exit_on_error=False)

    def _to_yank(self) -> tuple[str, str] | None:
        """What is yanked in one word, and its text."""
        selection, article, text = self._selection, self._story.article, self._story.text
        note = self._note(selection.note)
        quote, actor = self._quote(selection.quote), self._actor(selection.actor)
        if note is not None:
            return "note", f"{heading_of(note.about, note.anchor.exact if note.anchor else None)}\n{note.body}"
        if quote is not None and article is not None:
            speaker = who(actor) if actor else quote.speaker.of(article.text) if quote.speaker else "nobody named"
            return "quote", f"“{quote.span.of(article.text)}” — {speaker}"
        if actor is not None:
            return "actor", who(actor)
        if selection.span is not None and text is not None:
            return "words", selection.span.of(text)
        return None

    async def _yank(self, what: str, text: str) -> None:
        from store.texts.escaping import printable_text
        from tui.terminal.clipboard import sequence

        text = printable_text(text)
        sent = sequence(text, os.environ)
        if sent is not None:
            self.session.write_to_terminal(sent)
        where = "sent to the clipboard" if sent is not None else "too long for a clipboard"
        home = self._newsroom.home
        path = own_file(home, YANKED, self._newsroom.author)
        file = for_people(path)
        try:
            await asyncio.to_thread(_keep, home, path, text)
        except OSError as error:
            self.say(f"{what} {where}; NOT in {file}: {error.strerror or error}", "warning")
            return
        joined = " and to " if sent is not None else ", but in "
        self.say(f"{what} {where}{joined}{file}", "info" if sent is not None else "warning")


def _keep(home: Path, path: Path, text: str) -> None:
    from store.disk.files import make_folder, write_inside

    make_folder(home)
    if path.parent != home:
        make_folder(path.parent, private=True)
    write_inside(home, path, [text.encode("utf-8", "replace"), b"\n"], private=True)
