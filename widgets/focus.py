"""Focus changes that do not repaint the whole widget, and that only the screen makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual import events

if TYPE_CHECKING:
    from textual.widget import Widget as Base
else:
    Base = object  # named before a widget class: a second widget base would hide that one's styles and bindings


class QuietFocus(Base):
    """Replaces Textual's focus handlers, which repaint the whole widget, by `show_focus`."""

    def show_focus(self) -> None:
        """Called when the focus changes: subclasses repaint what shows it."""

    def blur(self) -> Self:
        """Do nothing: Textual calls this when the widget is hidden, even if it is shown again in the same moment.

        It would move the focus to a sibling later, away from an editor that has just opened in a hidden pane.
        """
        return self

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
