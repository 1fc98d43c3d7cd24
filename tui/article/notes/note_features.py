"""Creates and wires the features of the article screen that work on notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.article.notes.actor_filter import ActorFilter
from tui.article.notes.changes import NoteChanges
from tui.article.notes.conflicts import Conflicts
from tui.article.notes.corrections import Corrections
from tui.article.notes.deadlines import Deadlines
from tui.article.notes.drafts import RecoveredDrafts
from tui.article.notes.editor import NoteEditing
from tui.article.notes.external import ExternalEditor
from tui.article.notes.kinds import NoteKinds
from tui.article.notes.note_listing import NoteListing
from tui.article.notes.tags import Tags
from tui.article.notes.undo import Undo

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel
    from tui.newsroom.sessions import News
    from tui.screens.base import AppScreen


class NoteFeatures:
    """The note features; `owners` handle their actions."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes, selection: SelectionModel) -> None:
        self._state = state
        self._panes = panes
        listing = self.listing = NoteListing(state, panes, selection)
        changes = NoteChanges(screen, state, panes, listing)
        editor = self.editor = NoteEditing(screen, state, panes, listing, changes)
        drafts = self.drafts = RecoveredDrafts(screen, state, listing, editor)
        deadlines = self.deadlines = Deadlines(screen, state, panes, listing, changes, editor)
        corrections = Corrections(screen, state, listing, on_corrected=panes.show_reading)
        actor_filter = self.actor_filter = ActorFilter(screen, state, panes, listing)
        conflicts = self._conflicts = Conflicts(screen, state, panes, listing)
        kinds = NoteKinds(screen, state, selection, changes, editor)
        tags = Tags(screen, state, changes)
        external = ExternalEditor(screen, state, panes, changes, editor, drafts)
        undo = Undo(screen, state, listing)
        writing = (editor, drafts, external, changes, kinds, tags, deadlines)
        self.owners = (*writing, corrections, actor_filter, conflicts, undo)

        listing.filters = (actor_filter.filter,)
        listing.title_sources = (actor_filter.title, listing.table_filter, drafts.title)
        listing.after_notes_changed = (deadlines.wait_for_next, corrections.apply)

    def show_news(self, news: News) -> None:
        """Show the changes that others made to the notes, and who is on the desk."""
        if not self._state.panes_mounted or self._state.story.text is None:
            return
        self.listing.show_title()
        if news.changed:
            self.listing.show(select=self._panes.notes.selected)
            self._conflicts.report(news.changed)
