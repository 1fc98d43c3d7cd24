"""Works through due items: goes to one, closes it, sets its status or its deadline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.presenters.dashboard_rows import status_words, type_words

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.desk.dashboard.dashboard import Dashboard
    from tui.desk.dashboard.desk_panes import DeskPanes
    from tui.desk.dashboard.desk_undo import DeskUndo
    from tui.newsroom.newsroom import Newsroom
    from tui.screens.base import AppScreen


class DueNotes:
    """Changes the note of the due row under the cursor."""

    def __init__(
        self,
        screen: AppScreen,
        newsroom: Newsroom,
        panes: DeskPanes,
        dashboard: Dashboard,
        undo: DeskUndo,
        renew: Callable[[], Awaitable[None]],
    ) -> None:
        """`renew` updates the notes after a change."""
        self._show = renew
        self._screen = screen
        self._newsroom = newsroom
        self._panes = panes
        self._dashboard = dashboard
        self._undo = undo

    def _note(self) -> Note | None:
        """The note, if one is selected; otherwise a message says which key to press."""
        target = self._dashboard.due_target() if self._panes.pane == "due" else None
        notebook = self._newsroom.stores.open_notebook
        if target is None:
            self._screen.refuse(f"No note selected · {self._screen.key('desk.due')} goes to what is due")
        elif target[1] is None:
            self._screen.refuse("An embargo lifts by itself")
        elif notebook is not None:
            note = notebook.get(target[1])
            if note is None:
                self._screen.refuse("That note was deleted")
            return note
        return None

    @handles("note.approve")
    def approve(self) -> None:
        """Mark the note as done; the cursor moves to the next one."""
        from store.notes.note import CLOSED

        note = self._note()
        if note is not None:
            self._screen.work(self._change(note, status=CLOSED[note.type]), "marking")

    @handles("note.status")
    def change_status(self) -> None:
        """Move the note to its next status."""
        from store.notes.note import LIFECYCLES

        note = self._note()
        if note is not None:
            states = LIFECYCLES[note.type]
            here = states.index(note.status) if note.status in states else -1
            self._screen.work(self._change(note, status=states[(here + 1) % len(states)]), "marking")

    def ask_deadline(self) -> None:
        """Ask for the note's deadline."""
        note = self._note()
        if note is not None:
            self._screen.work(self._ask_deadline(note), "pick", exclusive=True)

    async def _ask_deadline(self, note: Note) -> None:
        from store.notes.deadlines import moment, parse, stored
        from tui.dialogs.ask import AskScreen
        from widgets.text.moments import zone_name

        when = moment(note.due)
        before = when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""

        def fault(answer: str) -> str:
            try:
                if answer not in ("", before):
                    parse(answer, datetime.now(UTC))
            except ValueError as error:
                return str(error)
            return ""

        answer = await self._screen.ask(
            AskScreen(f"Deadline ({zone_name()}):", answer=before, hint="tomorrow 14:00, +2h; empty: none", check=fault)
        )
        if answer is not None and answer != before:
            await self._change(note, due=stored(parse(answer, datetime.now(UTC))) if answer else None)

    async def _change(self, note: Note, **changes: Any) -> None:
        from store.notes.notebook import NotebookError

        old = {name: getattr(note, name) for name in changes}
        try:
            changed = await self._newsroom.notes.edit(note.uid, base=note, **changes)
        except NotebookError as error:
            self._screen.say(f"NOT saved: {error}", "error")
            return
        what = type_words(changed.type).capitalize()
        done = (
            f"{what}: {status_words(changed.type, changed.status)}" if "status" in changes else f"{what}: deadline set"
        )

        async def back() -> None:
            await self._newsroom.notes.edit(note.uid, **old)
            await self._show()

        self._undo.remember(done, back)
        await self._renew(done)

    async def _renew(self, done: str) -> None:
        await self._show()
        here = self._panes.due.selected
        following = next((row for row in self._dashboard.rows.due if row.key == here), None)
        if following is None:
            self._screen.say(f"{done} · nothing else is due")
        else:
            what = " ".join(filter(None, (following.what, following.who)))
            self._screen.say(f"{done} · next: {what}, {following.when}")
