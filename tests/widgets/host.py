"""A small app with every pane, to be run in a real terminal: `python -m tests.widgets.host [lean] [ansi]`."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tests.widgets.sample import ACTORS, BLOCKS, QUOTES, TEXT, span
from tui.terminal.diff_app import DiffingApp
from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.panes.actors import ActorsPane
from widgets.panes.article import ArticlePane
from widgets.panes.notes import NotesPane
from widgets.panes.quotes import QuotesPane

PANES = ("article", "actors", "quotes", "notes")


class Panes(Screen[None]):
    """The four panes: `s` shows the article or the others, `t` moves the keyboard."""

    focused = Reactive[Widget | None](None, repaint=False)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "host('scroll', 1)"),
        Binding("k", "host('scroll', -1)"),
        Binding("f", "host('page', 1)"),
        Binding("n", "host('quote', 1)"),
        Binding("m", "host('mention', 1)"),
        Binding("v", "host('extend', 1)"),
        Binding("slash", "host('find', 1)"),
        Binding("l", "host('label', 1)"),
        Binding("d", "host('actor', 1)"),
        Binding("a", "host('edit', 1)"),
        Binding("s", "host('side', 1)"),
        Binding("t", "host('tab', 1)"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="article-box"):
            yield PaneTitle("1 Article", id="article-title")
            yield ArticlePane(id="article")
        with Container(id="side"):
            for number, pane in enumerate((ActorsPane(id="actors"), QuotesPane(id="quotes"), NotesPane(id="notes")), 2):
                yield PaneTitle(f"{number} {str(pane.id).title()}", id=f"{pane.id}-title")
                yield pane
        yield StatusLine(id="status")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        self.query_one(HintBar).show([("n", "next quote"), ("a", "note"), ("?", "help"), ("q", "back")])
        article = self.query_one(ArticlePane)
        article.show(TEXT, BLOCKS)
        article.mark(QUOTES, ACTORS)
        article.note_marks({"n1": span("Policy:")})
        article.focus()
        self.query_one(ActorsPane).show(ACTORS, QUOTES, TEXT)
        self.query_one(QuotesPane).show(QUOTES, ACTORS, TEXT)
        self._at = 0
        self._mark_focus()
        self.query_one(StatusLine).say("ready")

    def action_host(self, what: str, by: int) -> None:
        """Do what the app would do on this key."""
        article = self.query_one(ArticlePane)
        if what == "scroll":
            article.scroll_lines(by)
        elif what == "page":
            article.scroll_pages(by)
        elif what == "quote":
            article.step_quote(by)
        elif what == "mention":
            article.step_mention(by)
        elif what == "extend":
            article.extend("word", by)
        elif what == "find":
            article.find("china")
        elif what == "label":
            article.label_targets()
        elif what == "actor":
            self.query_one(ActorsPane).move(by)
        elif what == "edit":
            self.query_one(NotesPane).edit(None, "Liu Pengyu says", "")
        elif what == "side":
            self.toggle_class("-side")
        elif what == "tab":
            self._at = (self._at + by) % len(PANES)
            self._mark_focus()
            self.query_one(f"#{PANES[self._at]}").focus()

    def _mark_focus(self) -> None:
        for index, name in enumerate(PANES):
            self.query_one(f"#{name}-title", PaneTitle).active = index == self._at

    def on_article_pane_selected(self, message: ArticlePane.Selected) -> None:
        """Let the other panes follow."""
        self.query_one(ArticlePane).select(message.selection)
        self.query_one(ActorsPane).select(message.selection.actor)
        self.query_one(QuotesPane).select(message.selection.quote)
        self.query_one(StatusLine).say(f"quote {message.selection.quote}, actor {message.selection.actor}")


class _Host:
    CSS = """
    #article-box, #side { height: 1fr; }
    #side { display: none; }
    .-side #side { display: block; }
    .-side #article-box { display: none; }
    """
    ENABLE_COMMAND_PALETTE = False

    def get_default_screen(self) -> Screen[None]:
        """The four panes."""
        return Panes()


class DiffingHost(_Host, DiffingApp[None]):
    """The panes as we send them."""


class PlainHost(_Host, App[None]):
    """The panes as Textual sends them."""


def main() -> None:
    """Run until killed."""
    app: App[None] = DiffingHost() if "lean" in sys.argv else PlainHost()
    app.animation_level = "none"
    app.theme = "ansi-dark" if "ansi" in sys.argv else "textual-dark"
    app.run()


if __name__ == "__main__":
    main()
