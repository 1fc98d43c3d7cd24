"""Correcting the reading: false hits, wrong speakers, actors to merge or split, and missed quotes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.article.selection import no_actor_selected, no_quote_selected

if TYPE_CHECKING:
    from extract import Actor, Article, Span
    from store.notes.note import Fix, Target
    from tui.article.article_state import ArticleState
    from tui.article.notes.note_listing import NoteListing
    from tui.screens.base import AppScreen


class Corrections:
    """Corrects the reading. Each correction is a note of type "reading"."""

    def __init__(
        self, screen: AppScreen, state: ArticleState, listing: NoteListing, on_corrected: Callable[[], None]
    ) -> None:
        """`on_corrected` is called when a correction has changed the article shown."""
        self._screen = screen
        self._state = state
        self._listing = listing
        self._on_corrected = on_corrected

    def apply(self) -> None:
        """Apply the corrections among the notes to the reading."""
        if self._state.newsroom.articles.correct(self._state.story):
            self._on_corrected()

    def _correctable(self) -> Article | None:
        """The article, if its reading can be corrected now; else None, after showing the reason."""
        if not self._state.panes_mounted or self._state.story.article is None:
            self._screen.refuse("the article is still being read")
            return None
        if self._state.newsroom.read_only:
            self._screen.refuse(f"read-only, no corrections: {self._state.newsroom.read_only}", "warning")
            return None
        return self._state.story.article

    @handles("reading.wrong")
    def mark_wrong(self) -> None:
        """Mark the selected quote or actor as a false hit."""
        article = self._correctable()
        target = self._state.target
        quote, actor = self._state.quote(target.quote), self._state.actor(target.actor)
        if article is None:
            return
        if quote is not None:
            self._correct("not-a-quote", quote.span, f"not a quote: “{quote.span.of(article.text)}”")
        elif actor is not None:
            self._correct("not-an-actor", None, f"not an actor: {actor.name}", actor=actor.name)
        else:
            self._screen.refuse("Select a quote or an actor first")

    @handles("reading.speaker")
    def set_speaker(self) -> None:
        """Ask for the speaker of the selected quote and correct it."""
        if self._correctable() and self._state.selected_quote is None:
            self._screen.refuse(no_quote_selected(self._screen))
        elif self._correctable():
            self._screen.work(self._ask_speaker(), "pick", exclusive=True)

    async def _ask_speaker(self) -> None:
        article, quote = self._correctable(), self._state.selected_quote
        if article is None or quote is None:
            return
        words = quote.span.of(article.text)
        name = await self._pick(f"Who said “{words}”?", article)
        if name:
            await self._correct_now("speaker", quote.span, f"said by {name}: “{words}”", actor=name)

    @handles("reading.merge")
    def merge_actors(self) -> None:
        """Merge the selected actor with another."""
        if self._correctable() and self._state.selected_actor is None:
            self._screen.refuse(no_actor_selected(self._screen))
        elif self._correctable():
            self._screen.work(self._ask_merge(), "pick", exclusive=True)

    async def _ask_merge(self) -> None:
        article, actor = self._correctable(), self._state.selected_actor
        if article is None or actor is None:
            return
        name = await self._pick(f"Merge “{actor.name}” with:", article, new=False, exclude=actor.id)
        if name and name != actor.name:
            what = f"{actor.name} is {name}"
            await self._correct_now("merge", None, what, speaker=actor.name, actor=name)

    @handles("reading.split")
    def split_actor(self) -> None:
        """Assign the selected mention to another actor."""
        span, actor = self._state.selection.span, self._state.selected_actor
        if self._correctable() is None:
            return
        if span is None or actor is None or all(mention.span != span for mention in actor.mentions):
            self._screen.refuse(f"No mention selected · {self._screen.key('mention.next')} selects the next")
        elif len(actor.mentions) < 2:
            merge = self._screen.key("reading.merge")
            self._screen.refuse(f"this is the only mention of {actor.name}: {merge} says who it is")
        else:
            self._screen.work(self._ask_split(actor, span), "pick", exclusive=True)

    async def _ask_split(self, actor: Actor, span: Span) -> None:
        article = self._correctable()
        if article is None:
            return
        words = span.of(article.text)
        name = await self._pick(f"Who is “{words}” here?", article, first="Somebody else, not listed", exclude=actor.id)
        if name is not None:
            but = f", but {name}" if name else ""
            await self._correct_now(
                "split", span, f"“{words}” is not {actor.name}{but}", actor=name or _new_name(article, words)
            )

    @handles("reading.quote")
    def add_quote(self) -> None:
        """Mark the selected words as a missed quote."""
        if self._correctable() and (self._state.selection.span is None or self._state.selection.quote is not None):
            self._screen.refuse(f"select the words that were said first: {self._screen.key('select.start')}")
        elif self._correctable():
            self._screen.work(self._ask_quote(), "pick", exclusive=True)

    async def _ask_quote(self) -> None:
        article, span = self._correctable(), self._state.selection.span
        if article is None or span is None:
            return
        words = span.of(article.text)
        name = await self._pick(f"Who said “{words}”?", article, first="nobody named")
        if name is not None:
            about = {"actor": name} if name else {}
            await self._correct_now("quote", span, f"a quote{f' by {name}' if name else ''}: “{words}”", **about)

    async def _pick(self, question: str, article: Article, **how: Any) -> str | None:
        """Ask for an actor; return its name, None if cancelled. `how` is as for `PickActor`."""
        from tui.dialogs.pick import PickActor

        return await self._screen.ask(PickActor(question, article, **how))

    def _correct(self, fix: Fix, span: Span | None, what: str, **about: Any) -> None:
        self._screen.work(self._correct_now(fix, span, what, **about), "save")

    async def _correct_now(self, fix: Fix, span: Span | None, what: str, **about: Any) -> None:
        from store.notes.note import About
        from store.notes.notebook import NotebookError

        target: Target = "quote" if fix in ("not-a-quote", "speaker", "quote") else "actor"
        before = self._state.story.article
        try:
            await self._state.newsroom.notes.add(
                self._state.story, what, span, About(target, fix=fix, **about), type="reading", status="done"
            )  # fmt: skip
        except (NotebookError, OSError) as error:
            self._screen.say(f"NOT corrected: {error}", "error")
            return
        self._listing.show()
        if self._state.story.article == before:
            self._screen.say(f"Saved, but it has no effect in this version: {what}", "warning")
        else:
            self._screen.say(f"Corrected: {what} · {self._screen.key('note.undo')} undoes")


def _new_name(article: Article, words: str) -> str:
    """An unused name for an actor known only by a mention such as `he`: these words, or `he (2)` if already used."""
    used = {actor.name.casefold() for actor in article.actors}
    names = (words if n == 1 else f"{words} ({n})" for n in count(1))
    return next(name for name in names if name.casefold() not in used)
