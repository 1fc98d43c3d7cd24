"""What there is to say when an article is open: all of it in one line, nothing hiding anything else."""

from __future__ import annotations

from tui.actions.registry import key_of
from tui.article.changed_text import ChangedArticle
from tui.article.notes.deadlines import Deadlines
from tui.article.notes.drafts import Drafting
from tui.article.wire_notice import Sender


class Opening(Drafting, Deadlines, ChangedArticle, Sender):
    """The part of the article screen that speaks when the article opens: once with the notes, and once it is read."""

    def tell_opening(self) -> None:
        """Say what is wrong, what came of old notes, what waits and how many warnings there are to be read.

        A warning with nothing beside it is said in full; all of them are among the messages.
        """
        fault, refused = self.session.startup_fault, self._newsroom.read_only
        article = self._story.article
        warnings = list(article.warnings) if article else []
        for line in warnings:
            self.session.messages.remember(line)
        grave = [line for line in (*self.sender_lines(), fault, f"read-only: {refused}" if refused else "") if line]
        told = [line for line in (self.versions_line(), self.draft_line(), self.late_line()) if line]
        if warnings:
            reads = f"{len(warnings)} warnings: {key_of('app.messages', self.session.keys)} reads them"
            told.append(
                warnings[0] if len(warnings) == 1 and not (grave or told) else reads.replace("1 warnings", "1 warning")
            )
        self._title_notes()
        if article is not None:
            self.session.startup_fault = ""
        if grave or told:
            urgent = bool(grave or warnings or self.versions_unsure or self.late_line())
            self.say("; ".join((*grave, *told)), "warning" if urgent else "info")
