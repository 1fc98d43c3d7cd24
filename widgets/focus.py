"""Focus that comes and goes without a repaint of the widget it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from textual.widget import Widget as Base
else:
    Base = object  # named before a widget class: a second widget base would hide that one's styles and bindings


class QuietFocus(Base):
    """In place of Textual's own handlers, which repaint the whole widget; what shows the focus redraws itself."""

    def show_focus(self) -> None:
        """The focus came or went: subclasses repaint what shows it."""

    def on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        self.show_focus()
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        self.show_focus()
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))
