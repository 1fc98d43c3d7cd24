"""A prompt at the foot of the desk that searches the library at every key, and a page about the search syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from widgets.prompt import Prompt
from widgets.text.safe import one_line


class DeskSearchScreen(ModalScreen[None]):
    """Enter keeps the search, Escape lists all articles again. `on_search` is called with the line so far."""

    DEFAULT_CSS = """
    DeskSearchScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, line: str, searches: Mapping[str, str], on_search: Callable[[str], None]) -> None:
        super().__init__()
        self._line = line
        self._searches = searches
        self._on_search = on_search

    def compose(self) -> ComposeResult:
        yield Prompt("/", hint="Enter keeps, Esc all, ? Enter: help", id="desk-search")

    def on_mount(self) -> None:
        from store.catalogue.query import FLAGS

        names = [f"@{name}" for name in self._searches]
        self.query_one(Prompt).begin(self._line, [*FLAGS, *names])

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Search by the line typed so far."""
        message.stop()
        if message.text.strip() != "?":
            self._on_search(message.text.strip())

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Keep the search; for a question mark, show the search syntax."""
        message.stop()
        if message.text.strip() == "?":
            self.query_one(Prompt).begin(self._line)
            self.app.push_screen(SearchLanguage(self._searches))
        else:
            self._on_search(message.text.strip())
            self.dismiss()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """List all articles again."""
        message.stop()
        self._on_search("")
        self.dismiss()


class SearchLanguage(ModalScreen[None]):
    """The search syntax of the desk."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,question_mark", "close", show=False)]
    DEFAULT_CSS = """
    SearchLanguage { align: center middle; }
    SearchLanguage > VerticalScroll {
        width: 90%; max-width: 90; height: auto; max-height: 90%; border: round $primary; padding: 0 1;
    }
    """

    def __init__(self, searches: Mapping[str, str]) -> None:
        super().__init__()
        self._searches = searches

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content("\n".join(self._lines())))

    def _lines(self) -> Iterator[str]:
        from store.catalogue.query import FLAGS, VALUES

        yield "Words are looked for in titles, texts, quotes and notes; all must be there."
        yield 'Double quotes keep words together: "no comment". A minus excludes a term: -unread'
        yield ""
        for name, means in FLAGS.items():
            yield f"{name:<14} {means}"
        for name, means in VALUES.items():
            yield f"{name + ':…':<14} {means}"
        yield ""
        if self._searches:
            yield "Saved, for use as a term:"
            for name, line in self._searches.items():
                yield one_line(f"@{name:<13} {line}", 80)
        else:
            yield "The palette (Ctrl+P) saves a search under a name; @name is then a term."

    def action_close(self) -> None:
        """Return to the prompt."""
        self.dismiss()
