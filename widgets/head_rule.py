"""The rule at the top of a screen or a part of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message

from widgets.bars import RULE, Bar, Part
from widgets.text.safe import one_line


class HeadRule(Bar):
    """The rule at the top of a screen: titles, one of them active, and a note at the right end."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head-rule--active", "head-rule--title", "head-rule--rule"}
    DEFAULT_CSS = """
    HeadRule {
        & > .head-rule--active { text-style: bold reverse; }
        & > .head-rule--title { text-style: bold; }
        & > .head-rule--rule { text-style: dim; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._titles: Sequence[str] = ()
        self._active: str | None = None
        self._note = ""

    @dataclass
    class Clicked(Message):
        """The user clicked title number `number`, from 0."""

        number: int

    def show(self, titles: Sequence[str], active: str | None = None, note: str = "") -> None:
        """Show `titles`, one of them as `active`; the last one is cut if there is no room."""
        if (titles, active, note) != (self._titles, self._active, self._note):
            self._titles, self._active, self._note = titles, active, note
            self._compose_line()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._compose_line()

    def _compose_line(self) -> None:
        width = self.size.width or 80
        note = one_line(self._note, max(0, width - 40))
        tail = cell_len(note) + 4 if note else 0
        parts: list[Part] = []
        used = 0
        for title in self._titles:
            left = width - used - 4 - tail
            if left < 4:
                break
            shown = one_line(title, left)
            here = title == self._active
            look = "head-rule--active" if here else "head-rule--title"
            parts += [(RULE, "head-rule--rule"), (f"{'►' if here else ' '}{shown} ", look)]
            used += cell_len(shown) + 3
        if note:
            parts.append((RULE * max(0, width - used - tail + 1), "head-rule--rule"))
            parts += [(f" {note} ", ""), (RULE, "head-rule--rule")]
        else:
            parts.append((RULE * max(0, width - used), "head-rule--rule"))
        self.draw(parts)

    def on_click(self, event: events.Click) -> None:
        """Post which title was clicked; nothing for the rule between them."""
        event.stop()
        at = number = 0
        for text, look in self.parts:
            at += cell_len(text)
            is_title = look in ("head-rule--active", "head-rule--title")
            if event.x < at:
                if is_title:
                    self.post_message(self.Clicked(number))
                return
            number += is_title
