"""Yanking: copies the selected words, quote, actor or note to the terminal's clipboard and to a file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from store.disk.private import own_file
from tui.actions.handlers import handles
from tui.config.locations import for_people
from tui.presenters.descriptions import heading_of, who

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.screens.base import AppScreen

YANK_FILE = "yank.txt"
"""The file in the data folder with the last text yanked; the user's name becomes part of its name."""


class Yank:
    """Copies the selection."""

    def __init__(self, screen: AppScreen, state: ArticleState) -> None:
        self._screen = screen
        self._state = state

    @handles("yank.selection")
    def yank(self) -> None:
        """Copy the selected note, quote, actor or words."""
        found = self._selected()
        if found is None:
            self._screen.refuse("nothing to yank: select a quote, a note or words first")
        else:
            self._screen.work(self._yank(*found), "yank", exclusive=True)

    def _selected(self) -> tuple[str, str] | None:
        """The kind of the selection in one word, and its text; None without a selection."""
        from extract.quotation import printed

        state, target = self._state, self._state.target
        article, text, span = state.story.article, state.story.text, target.span
        note, quote, actor = state.note(target.note), state.quote(target.quote), state.actor(target.actor)
        if note is not None:
            return "note", f"{self._heading(note)}\n{note.body}"
        if quote is not None and article is not None:
            speaker = who(actor) if actor else quote.speaker.of(article.text) if quote.speaker else "speaker not named"
            return "quote", f"{printed(article, quote)} — {speaker}"
        if actor is not None:
            return "actor", who(actor)
        if span is not None and text is not None:
            return "words", span.of(text)
        return None

    def _heading(self, note: Note) -> str:
        """The subject of a note. A quote has the article's own quotation marks, and a paraphrase has none."""
        from extract.quotation import PARAPHRASE, Quotations

        exact = note.anchor.exact if note.anchor else None
        about, text, span = note.about, self._state.story.text, self._state.span_of(note)
        if exact is None or about.target != "quote":
            return heading_of(about, exact)
        if text is not None and span is not None:
            words = Quotations(text, self._state.story.blocks).marked(span, about.kind)
        else:  # the version with these words is not shown: only a direct quote certainly had marks
            words = f"“{exact}”" if about.kind == "direct" else PARAPHRASE + exact
        return " ".join(filter(None, (heading_of(about, None), " ".join(words.split()))))

    async def _yank(self, what: str, text: str) -> None:
        from store.texts.escaping import printable_text
        from tui.terminal.clipboard import sequence

        text = printable_text(text)
        sent = sequence(text, os.environ)
        if sent is not None:
            self._screen.session.write_to_terminal(sent)
        where = "sent to the clipboard" if sent is not None else "too long for a clipboard"
        home = self._state.newsroom.home
        path = own_file(home, YANK_FILE, self._state.newsroom.author)
        file = for_people(path)
        try:
            await asyncio.to_thread(_write, home, path, text)
        except OSError as error:
            self._screen.say(f"{what} {where}; NOT in {file}: {error.strerror or error}", "warning")
            return
        joined = " and to " if sent is not None else ", but in "
        self._screen.say(f"{what} {where}{joined}{file}", "info" if sent is not None else "warning")


def _write(home: Path, path: Path, text: str) -> None:
    from store.disk.files import make_folder, write_inside

    make_folder(home)
    if path.parent != home:
        make_folder(path.parent, private=True)
    write_inside(home, path, [text.encode("utf-8", "replace"), b"\n"], private=True)
