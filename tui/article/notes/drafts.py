"""Recovered drafts of an earlier session: announced when the article opens, opened by the key that writes a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.newsroom.drafts import Writing, local_time, recovery_notice

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.notes.editor import NoteEditing
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen


class RecoveredDrafts:
    """Offers recovered drafts when a note is begun or edited.

    The editor does not open by itself, because keys already typed as commands must not end up in a note.
    """

    def __init__(
        self, screen: AppScreen, state: ArticleState, panes: Panes, listing: NoteListing, editor: NoteEditing
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._editor = editor

    def summary(self) -> str:
        """A line about the draft of this article, or of another if there is no desk to show it; "" for none."""
        newsroom = self._state.newsroom
        drafts = newsroom.notes.drafts_of(self._state.story)
        if drafts:
            more = f" (and {len(drafts) - 1} more)" if len(drafts) > 1 else ""
            key = self._screen.key("note.add")
            return f"recovered your draft from {local_time(drafts[0].time)}: {key} goes on with it{more}"
        if newsroom.notes.recovered and not self._screen.session.has_desk:  # else the desk has said so
            return recovery_notice(newsroom.notes.recovered[0])
        return ""

    def title(self) -> str:
        """The waiting draft, and who else is on the desk, for the title of the notes."""
        drafts, others = self._state.newsroom.notes.drafts_of(self._state.story), self._state.newsroom.notes.others
        waiting = [f"draft of {local_time(drafts[0].time)}"] if drafts else []
        here = [f"with {', '.join(others)}"] if others else []
        return ", ".join([*waiting, *here])

    @handles("note.add")
    def add(self) -> None:
        """Open a recovered draft if there is one, else write a new note on the selection."""
        if not self._open():
            self._editor.begin()

    @handles("note.edit")
    def edit(self) -> None:
        """Edit the current note, with its recovered draft if there is one."""
        under_cursor = self._panes.notes.selected if self._state.panes_mounted else None
        if not self._open(of=self._state.selection.note or under_cursor):
            self._editor.edit_current()

    def _open(self, of: str | None = None) -> bool:
        """Open the editor with a draft, of the note `of` (uid) if given; False if there is none or it cannot open."""
        state, newsroom = self._state, self._state.newsroom
        text = state.story.text
        if not state.panes_mounted or text is None or newsroom.read_only or self._editor.open:
            return False
        drafts = [draft for draft in newsroom.notes.drafts_of(state.story) if of is None or draft.key == of]
        if not drafts:
            return False
        draft = drafts[0]
        newsroom.notes.claim(draft)
        writing = Writing.of(draft, text)
        self._editor.start(writing, draft.text)
        self._screen.work(newsroom.notes.take_over(draft, writing.key, self._editor.extra(writing)), "save")
        self._listing.show_title()
        self._screen.say(f"your draft from {local_time(draft.time)}; Escape saves it")
        return True
