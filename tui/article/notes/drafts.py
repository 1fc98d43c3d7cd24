"""Recovered drafts of an earlier session: announced when the article opens, opened by the key that writes a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.newsroom.drafts import Writing, local_time, recovery_notice
from widgets.state import Selection

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.notes.editor import NoteEditing
    from tui.article.notes.note_listing import NoteListing
    from tui.screens.base import AppScreen


class RecoveredDrafts:
    """Offers recovered drafts when a note is begun or edited.

    The editor does not open by itself, because keys already typed as commands must not end up in a note.
    """

    def __init__(self, screen: AppScreen, state: ArticleState, listing: NoteListing, editor: NoteEditing) -> None:
        self._screen = screen
        self._state = state
        self._listing = listing
        self._editor = editor

    def summary(self) -> str:
        """A line about the draft of this article, or of another if there is no desk to show it; "" if there is none."""
        newsroom = self._state.newsroom
        drafts = newsroom.notes.drafts_of(self._state.story)
        if drafts:
            more = f" (and {len(drafts) - 1} more)" if len(drafts) > 1 else ""
            key = self._screen.key("note.add")
            return f"recovered your draft of {local_time(drafts[0].time)}: {key} goes on with it{more}"
        if newsroom.notes.recovered and not self._screen.session.has_desk:  # otherwise the desk has reported it
            return recovery_notice(newsroom.notes.recovered[0])
        return ""

    def title(self) -> str:
        """The waiting draft, and who else is on the desk, for the title of the notes."""
        drafts, others = self._state.newsroom.notes.drafts_of(self._state.story), self._state.newsroom.notes.others
        waiting = [f"draft of {local_time(drafts[0].time)}"] if drafts else []
        here = [f"with {', '.join(others)}"] if others else []
        return ", ".join([*waiting, *here])

    @handles("note.add")
    async def add(self) -> None:
        """Open a recovered draft on the selection, or any if nothing is selected; else write a new note."""
        selection = self._state.selection
        if not self._open(of=lambda writing: selection == Selection() or _is_on(writing, selection)):
            await self._editor.begin()

    @handles("note.edit")
    async def edit(self) -> None:
        """Edit the selected note, with its recovered draft if there is one; without a note, the latest draft."""
        uid = self._state.selection.note
        if not self._open(of=lambda writing: uid is None or (writing.base is not None and writing.base.uid == uid)):
            await self._editor.edit_current()

    def _open(self, of: Callable[[Writing], bool]) -> bool:
        """Open the editor with the latest draft that matches `of`; False if there is none or it cannot open."""
        state, newsroom = self._state, self._state.newsroom
        text = state.story.text
        if not state.panes_mounted or text is None or newsroom.read_only or self._editor.open:
            return False
        writings = ((draft, Writing.of(draft, text)) for draft in newsroom.notes.drafts_of(state.story))
        draft, writing = next(((draft, writing) for draft, writing in writings if of(writing)), (None, None))
        if draft is None or writing is None:
            return False
        newsroom.notes.claim(draft)
        self._editor.start(writing, draft.text)
        self._screen.work(newsroom.notes.take_over(draft, writing.key, self._editor.extra(writing)), "save")
        self._listing.show_title()
        self._screen.say(f"your draft from {local_time(draft.time)}; Escape saves it")
        return True


def _is_on(writing: Writing, selection: Selection) -> bool:
    """Whether a draft is on the selection."""
    if writing.base is not None:
        return writing.base.uid == selection.note
    return writing.span == selection.span
