"""The notes pane: the article's notes, with the editor below them while a note is being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.css.scalar import Scalar
from textual.message import Message
from textual.widgets import Static

from widgets.bars import Bar, PaneTitle
from widgets.head_rule import HeadRule
from widgets.state import CLOSED, LATE, OPEN, NoteRow
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table
from widgets.text.moments import local_day
from widgets.text.safe import few_lines, one_line, visible

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widgets import TextArea

    from widgets.panes.editor import NoteEditor

LOW_BELOW_LINES = 12
"""Below this height the pane shows one row of the list beside the editor."""
WHOLE_FROM_LINES = 8
"""From this height the pane shows a whole note under its list."""
MIN_LIST_LINES = 3
HIGH_FROM_LINES = 16
"""From this height the passage above a note has two lines, and a blank one below them."""
MAX_HEADING_CELLS = 200
"""Longer headings are cut on screens of any width."""


SHORT_TYPES = {"right of reply": "reply"}
"""Abbreviations of types for narrow columns."""


def _sign(cell: str, _cells: int) -> str:
    return cell[:1]


def _type(words: str, cells: int) -> str:
    """The type in words, or its short name."""
    return one_line(words if len(words) <= cells else SHORT_TYPES.get(words, words), cells)


class NoteList(Table):
    """A row for each note. Its messages go to the pane."""

    EMPTY = "no notes yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("sign", "", 1, cut=_sign),
        Column("type", "", 5, drop=2, whole=True, cut=_type, name="Type"),
        Column("state", "", 0, drop=3, whole=True, name="State"),
        Column("about", "", 0, share=2, drop=1, from_width=60, name="About"),
        Column("body", "", 12, share=6, name="Note"),
        Column("tags", "", 0, share=2, drop=6, from_width=100, name="Tags"),
        Column("author", "", 0, share=2, drop=5, name="By"),
        Column("updated", "", 10, drop=4, from_width=100, name="Changed"),
    )

    def find_rule(self) -> PaneTitle | None:
        box = self.parent.parent if self.parent is not None else None
        return next((each for each in box.children if isinstance(each, PaneTitle)), None) if box is not None else None

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to a note."""

        uid: str

    @dataclass
    class Entered(Message):
        """The user pressed Enter on a note."""

        uid: str

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Entered(key))


class NotesPane(Vertical):
    """A list of notes above an editor, which shows while a note is being written."""

    DEFAULT_CSS = """
    NotesPane {
        height: 1fr;
        width: 1fr;
        & > #note-heading { display: none; text-style: bold; }
        & > NoteEditor { display: none; }
        & > #note-rule { display: none; }
        & > #note-preview { display: none; height: 1fr; padding: 0 1; }
        &.-whole > #note-rule, &.-whole > #note-preview { display: block; }
        &.-editing {
            & > #note-heading { display: block; }
            & > NoteEditor { display: block; height: 3fr; }
            &.-low > NoteList { height: 1; }
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """The user moved to a note in the list."""

        uid: str

    @dataclass
    class Entered(Message):
        """The user pressed Enter on the note under the cursor."""

        uid: str

    @dataclass
    class Typed(Message):
        """The text in the editor changed; `uid` is None for a note not saved yet."""

        uid: str | None
        body: str

    @dataclass
    class Saved(Message):
        """The user asked to save the text and stays in the editor."""

        uid: str | None
        body: str

    @dataclass
    class Left(Message):
        """The user left the editor, which stays open until `close_editor`."""

        uid: str | None
        body: str

    @dataclass
    class CompletedNothing(Message):
        """The user asked to complete the tag `begun`, and no tag fits; None if no tag was begun."""

        begun: str | None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._list = NoteList()
        self._heading = Bar(id="note-heading")
        self._rule = HeadRule(id="note-rule")
        self._preview = Static(id="note-preview", markup=False)
        self._rows: dict[str, NoteRow] = {}
        self._shown: tuple[str, str] = "", ""
        self._editor: NoteEditor | None = None
        self._loaded, self._as_loaded = "", ""
        self.editing_uid: str | None = None
        """The uid of the note in the editor; None for a note not saved yet."""

    def compose(self) -> ComposeResult:
        yield self._list
        yield self._rule
        yield self._preview

    def on_resize(self) -> None:
        """Hide the parts for which there is no room."""
        self.set_class(self.size.height < LOW_BELOW_LINES, "-low")
        self._show_whole(self.selected)

    def _share_height(self) -> None:
        """If there is room for a whole note below the list, give the list what its rows need, at most half."""
        full = bool(self._shown[0]) and not self.editing and self.size.height >= WHOLE_FROM_LINES
        self.set_class(full, "-whole")
        rows = max(MIN_LIST_LINES, min(self._list.total + 1, self.size.height // 2))
        height = rows + self._list.header_lines if full else "1fr"
        if self._list.styles.height != Scalar.parse(str(height)):
            self._list.styles.height = height

    # -- the list -----------------------------------------------------------------------------------------------------

    def show(self, rows: Sequence[NoteRow]) -> None:
        """Show the notes `rows`, in this order."""
        self._rows = {row.uid: row for row in rows}
        self._list.set_rows([_row(row) for row in rows])
        self._show_whole(self.selected)

    def select(self, uid: str | None) -> None:
        """Move the list's cursor to a note. Posts nothing."""
        self._list.select(uid)
        self._show_whole(self.selected)

    def _show_whole(self, uid: str | None) -> None:
        """Show the whole of a note below the list, under a rule; the list shows only its beginning."""
        row = self._rows.get(uid or "")
        head, text = (_heading(row), _whole(row, self.size)) if row is not None else ("", "")
        if (head, text) != self._shown:
            self._shown = head, text
            self._rule.show([head])
            self._preview.update(Content(text))
        self._share_height()

    @property
    def selected(self) -> str | None:
        """The uid of the note under the list's cursor."""
        return self._list.selected

    @property
    def table(self) -> Table:
        """The list of notes."""
        return self._list

    def focus(self, scroll_visible: bool = True) -> NotesPane:
        """Focus the list."""
        self._list.focus(scroll_visible)
        return self

    def on_note_list_chosen(self, message: NoteList.Chosen) -> None:
        """Post the pane's `Chosen` in its place."""
        message.stop()
        self._show_whole(message.uid)
        self.post_message(self.Chosen(message.uid))

    def on_note_list_entered(self, message: NoteList.Entered) -> None:
        """Post the pane's `Entered` in its place."""
        message.stop()
        self.post_message(self.Entered(message.uid))

    # -- the editor ---------------------------------------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether the editor is open."""
        return self.has_class("-editing")

    @property
    def draft(self) -> str:
        """The text in the editor; "" when it is closed. Unchanged text is as given to `edit`, line ends included."""
        if self._editor is None or not self.editing:
            return ""
        text = self._editor.text
        return self._loaded if text == self._as_loaded else text

    @property
    def changed(self) -> bool:
        """Whether the draft differs from the text given to `edit`."""
        return self.editing and self.draft != self._loaded

    @property
    def offered(self) -> tuple[str, ...]:
        """The tags that complete the one being typed, the first being the one that Tab inserts."""
        return self._editor.offered if self._editor is not None and self.editing else ()

    def edit(self, uid: str | None, heading: str, body: str, tags: Sequence[str] = ()) -> None:
        """Open the editor on `body`, the cursor at its end.

        `heading` describes the note's subject in one line; `tags` complete a typed `#`.
        """
        editor = self._editor
        if editor is None:
            from widgets.panes.editor import NoteEditor

            editor = self._editor = NoteEditor()
            self.mount(self._heading, editor)
        self.editing_uid, self._loaded = uid, body
        editor.tags = tags
        self.head(heading)
        with editor.prevent(_changed()):
            editor.load_text(body)
        self._as_loaded = editor.text
        editor.move_cursor(editor.document.end)
        self.add_class("-editing")
        self._share_height()
        self.focus_editor()

    def head(self, heading: str) -> None:
        """Say in one line above the editor what the note is about."""
        self._heading.draw([(f" {one_line(heading, MAX_HEADING_CELLS)}", "")])

    def close_editor(self) -> None:
        """Close the editor and discard its text; focus the list if the editor had the focus."""
        if not self.editing:
            return
        had_focus = self._editor is not None and self._editor.has_focus
        self.remove_class("-editing")
        self._share_height()
        self.editing_uid, self._loaded, self._as_loaded = None, "", ""
        if self._editor is not None:
            with self._editor.prevent(_changed()):
                self._editor.load_text("")
        if had_focus:
            self._list.focus()

    def focus_editor(self) -> None:
        """Focus the editor, if it is open."""
        if self._editor is not None and self.editing:
            self._editor.focus()

    def insert(self, text: str) -> None:
        """Insert `text` at the editor's cursor, as if it was typed."""
        if self._editor is not None and self.editing:
            self._editor.insert(text)

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Post `Typed`, for the draft."""
        message.stop()
        if self.editing:
            self.post_message(self.Typed(self.editing_uid, self.draft))

    def on_text_area_selection_changed(self, message: Message) -> None:
        """Stop it: no one needs the cursor's position."""
        message.stop()

    def on_note_editor_save_requested(self, message: Message) -> None:
        """Post `Saved` in its place."""
        message.stop()
        self.post_message(self.Saved(self.editing_uid, self.draft))

    def on_note_editor_completed_nothing(self, message: NoteEditor.CompletedNothing) -> None:
        """Post it as the pane's own message."""
        message.stop()
        self.post_message(self.CompletedNothing(message.begun))

    def on_note_editor_leave_requested(self, message: Message) -> None:
        """Post `Left` in its place."""
        message.stop()
        self.post_message(self.Left(self.editing_uid, self.draft))


def _changed() -> type[Message]:
    from textual.widgets import TextArea

    return TextArea.Changed


def _heading(row: NoteRow) -> str:
    """`fact-check by ida · 30 Nov 14:05 · open`."""
    by = f"{row.type} by {row.author}" if row.author else row.type
    return " · ".join(filter(None, (by, row.changed, row.due or row.status)))


def _whole(row: NoteRow, size: Size) -> str:
    """The passage that the note is about, behind a bar as in the text, and the note's own text."""
    high = size.height >= HIGH_FROM_LINES
    passage = few_lines(row.quoted, max(1, size.width - 4), 2 if high else 1)
    quoted = [f"│ {line}" for line in passage] + [""] * (high and bool(passage))
    return "\n".join([*quoted, *(visible(line) for line in row.body.splitlines())])


def _row(row: NoteRow) -> Row:
    tags = " ".join(f"#{tag}" for tag in row.tags)
    start = row.span.start if row.span else None
    sign, about = row.sign, row.about or row.quoted
    look = {OPEN: "table--attention", CLOSED: "table--dim", LATE: "table--late"}[sign]
    words = {OPEN: "open", CLOSED: "done", LATE: "late"}[sign]
    state = row.due or row.status
    return Row(
        row.uid,
        (f"{sign} {words}", row.type, state, about, row.body, tags, row.author, local_day(row.updated)),
        order=(None, None, row.due_at if row.due else None, start, None, None, None, row.updated),
        looks=(look, "", look if row.due and sign != CLOSED else ""),
    )
