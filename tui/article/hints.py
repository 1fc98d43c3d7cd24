"""What the keys mean now, in the hint bar: while writing, selecting, jumping, walking a search, and else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.actions.registry import hints
from tui.article.jump_labels import Jumping
from tui.article.notes.actor_filter import ActorNotes
from tui.article.search import Searching

if TYPE_CHECKING:
    from widgets.panes.notes import NotesPane

Pairs = list[tuple[str, str]]


class Hinting(ActorNotes, Jumping, Searching):
    """The part of the article screen that tells the keys, and that Escape leaves step by step."""

    def tell_keys(self) -> None:
        """Show what the keys mean now. Sends nothing where that is what is shown."""
        self.show_hints(self._hints())

    def _hints(self) -> Pairs | None:
        if self._furnished and self.notes.editing and self._pane_is_notes:
            offered = self.notes.offered
            tags = [("" if number else "Tab", f"#{tag}") for number, tag in enumerate(offered)]
            return tags or self._writing_keys()
        if self.jumping:
            return [("a letter", "goes where it stands"), ("any other key", "stays here")]
        if self.article.selecting:
            return self._selecting_keys()
        if self._pattern and not self._pane_is_notes:
            return [
                (f"{self.key('quote.next')} {self.key('quote.previous')}", "next match, match before"),
                (self.key("search.start"), "search anew"),
                (self.key("note.add"), "note"),
                (self.key("mode.leave"), "end the search"),
            ]
        if self._furnished and self.notes.editing:
            return [(self.key("pane.notes"), "back to your note"), *hints(self.place, self.session.keys)]
        return None

    def _writing_keys(self) -> Pairs:
        return [
            ("Esc", "save and leave"),
            (self.key("note.save"), "save, go on"),
            ("Tab", "look elsewhere"),
            (self.key("app.palette"), "palette"),
        ]

    def _selecting_keys(self) -> Pairs:
        both = (
            ("select.word_next", "select.word_previous", "word"),
            ("select.sentence_next", "select.sentence_previous", "sentence"),
            ("select.paragraph_next", "select.paragraph_previous", "paragraph"),
            ("quote.next", "quote.previous", "quote"),
            ("mention.next", "mention.previous", "mention"),
        )
        motions = [(f"{self.key(on)} {self.key(back)}", word) for on, back, word in both]
        ways_on = (("note.add", "note"), ("select.swap", "other end"), ("mode.leave", "stop"))
        return [*motions, *((self.key(id), word) for id, word in ways_on)]

    def on_notes_pane_typed(self, message: NotesPane.Typed) -> None:
        """A tag that is being typed is completed in the hint bar."""
        self.tell_keys()

    @handles("mode.leave")
    def action_mode_leave(self) -> None:
        """Stop selecting; else leave the prompt; else take the filter of the table at hand away; else end the search;
        else show every note again.
        """
        if not (self.article.selecting or self.searching) and self.table_filter.escape():
            return
        if self.narrowed and not (self.article.selecting or self.searching or self._pattern):
            self.show_all_notes()
        else:
            super().action_mode_leave()
            self.tell_keys()
