"""A real article with actors and quotes marked by hand, and small apps that hold one widget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from extract.types import Actor, Block, BlockKind, Mention, Quote, Span

TEXT = (Path(__file__).parents[2] / "seeds" / "us-china-russia.txt").read_text(encoding="utf-8")


def span(words: str, after: str = "") -> Span:
    """Where `words` first stand in TEXT, behind `after`."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words))


def _mentions(*words: str) -> tuple[Mention, ...]:
    return tuple(Mention(span(word), "name") for word in words)


def _block(kind: BlockKind, words: str) -> Block:
    return Block(kind, span(words))


BLOCKS = (
    _block("date", "Wednesday, May 29, 2024"),
    _block("headline", "The US claims that China is helping Russia with military rearmament"),
    _block("byline", "Of NTB | 13.04.2024 05:03:06"),
    _block("boilerplate", "© Jaun News English"),
)
ACTORS = (
    Actor("a1", "Liu Pengyu", "person", "Embassy spokesman", "Chinese embassy in the US", "CN", ("Liu",),
          _mentions("Embassy spokesman Liu Pengyu", "Liu.")),
    Actor("a2", "US officials", "anonymous", "officials", "United States", "US", (),
          _mentions("US officials.", "US officials, the Chinese", "the US officials, Biden")),
    Actor("a3", "China", "country", country="CN", mentions=(Mention(span("China", after="claims"), "name"),)),
    Actor("a4", "Olaf Scholz", "person", "German Prime Minister", "Germany", "DE", ("Scholz",),
          _mentions("German Prime Minister Olaf Scholz")),
)  # fmt: skip
QUOTES = (
    Quote("q1", "indirect", (span("China is helping Russia with military rearmament"),), span("The US"), "a2",
          span("claims"), anonymous=True),
    Quote("q2", "direct", (span("Russia is carrying out the country’s most ambitious defense rearmament since the "
          "Soviet era, and on a faster timeline than we thought possible at the start of this conflict"),),
          span("he", after="he said."), "a2", span("said", after="he said."), anonymous=True, confidence=0.4),
    Quote("q3", "indirect", (span("the US should not interfere in or disrupt normal trade between China and Russia"),),
          span("Embassy spokesman Liu Pengyu"), "a1", span("told"), span("Reuters")),
    Quote("q4", "direct", (span("We encourage the American side to refrain from slandering and making scapegoats out "
          "of the normal relationship between China and Russia"),),
          span("Liu", after="says Liu."), "a1", span("says", after="says Liu.")),
)  # fmt: skip

HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "nul\x00 bell\x07 backspace\x08 del\x7f",
    "bidi \u202eevil\u202c \u2066isolate\u2069 mark\u200f",
    "zero\u200bwidth \ufeffbom tag\U000e0041 surrogate\ud800",
    "[bold]markup[/bold] [/] [@click=app.quit]x[/]",
    "漢字かな交じり文、これは長い一行です。" * 4,
    "e\u0301 a\u0308\u0308 " + "o" + "\u0301" * 40,
    "👩‍👩‍👧‍👦 🇳🇴 ❤️ 👍🏽 1️⃣",
    "שלום עולם العربية مرحبا",
    "long" * 60,
    "tab\ttab\r\nnext\rthird\u2028fourth\x0bfifth\x85",
    "",
    " ",
    "\n\n\n",
)


class Holder(App[None]):
    """An app with one widget, that keeps what the widget says."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.animation_level = "none"
        self.messages: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def hear(self, message: Message) -> None:
        """To be given to `run_test` as its message hook."""
        if type(message).__module__.startswith("widgets.") and all(
            message is not messages for messages in self.messages
        ):
            self.messages.append(message)


def lines(widget: Widget) -> list[str]:
    """What the widget draws, as text."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def drawn(widget: Widget, words: str) -> Style:
    """The style of the segment that is `words`, else of the first one that holds them."""
    segments = [segment for y in range(widget.size.height) for segment in widget.render_line(y)]
    found = [segment for segment in segments if segment.text.strip() == words]
    found += [segment for segment in segments if words in segment.text]
    assert found, f"{words!r} is not drawn in one piece"
    return found[0].style or Style()


@contextmanager
def repaints(widget: Widget) -> Iterator[list[Region]]:
    """The regions that `widget` is asked to repaint in the meantime."""
    regions: list[Region] = []
    refresh = widget.refresh

    def recorded(*parts: Region, **options: bool) -> Widget:
        regions.extend(parts)
        return refresh(*parts, **options)

    with patch.object(widget, "refresh", recorded):
        yield regions
