"""Correcting the machine: what is wrong, who really said it, who is the same, and what was missed."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.article.notes.kinds import NoteKinds

if TYPE_CHECKING:
    from extract import Actor, Article, Span
    from store.notes.note import Fix, Target


class Correcting(NoteKinds):
    """The part of the article screen that corrects the reading. Each correction is a note of the type "reading"."""

    def _show_reading(self) -> None:
        raise NotImplementedError

    def _show_notes(self, select: str | None = None) -> None:
        super()._show_notes(select)
        if self._newsroom.correct(self._story):
            self._show_reading()

    def _corrigible(self) -> Article | None:
        """The article, if its reading can be corrected now; says why not."""
        if not self._furnished or self._story.article is None:
            self.say("the article is still being read")
            return None
        if self._newsroom.read_only:
            self.say(f"read-only, no corrections: {self._newsroom.read_only}", "warning")
            return None
        return self._story.article

    @handles("reading.wrong")
    def action_reading_wrong(self) -> None:
        """Say that the quote or actor at hand is none."""
        article = self._corrigible()
        quote, actor = self._quote(self._selection.quote), self._actor(self._selection.actor)
        if article is None:
            return
        if quote is not None:
            self._correct("not-a-quote", quote.span, f"not a quote: “{quote.span.of(article.text)}”")
        elif actor is not None:
            self._correct("not-an-actor", None, f"not an actor: {actor.name}", actor=actor.name)
        else:
            self.say("no quote or actor at hand")

    @handles("reading.speaker")
    def action_reading_speaker(self) -> None:
        """Say who said the quote at hand."""
        if self._corrigible() and self._quote(self._selection.quote) is None:
            self.say(f"no quote at hand: {self.key('quote.next')} goes to the next one")
        elif self._corrigible():
            self.run_worker(self._ask_speaker(), group="pick", exclusive=True, exit_on_error=False)

    async def _ask_speaker(self) -> None:
        article, quote = self._corrigible(), self._quote(self._selection.quote)
        if article is None or quote is None:
            return
        words = quote.span.of(article.text)
        name = await self._pick(f"Who said “{words}”?", article)
        if name:
            await self._correct_now("speaker", quote.span, f"said by {name}: “{words}”", actor=name)

    @handles("reading.merge")
    def action_reading_merge(self) -> None:
        """Say that the actor at hand is the same as another."""
        if self._corrigible() and self._actor(self._selection.actor) is None:
            self.say(self.no_actor())
        elif self._corrigible():
            self.run_worker(self._ask_merge(), group="pick", exclusive=True, exit_on_error=False)

    async def _ask_merge(self) -> None:
        article, actor = self._corrigible(), self._actor(self._selection.actor)
        if article is None or actor is None:
            return
        name = await self._pick(f"Who is {actor.name} really?", article, new=False, but=actor.id)
        if name and name != actor.name:
            what = f"{actor.name} is {name}"
            await self._correct_now("merge", None, what, speaker=actor.name, actor=name)

    @handles("reading.split")
    def action_reading_split(self) -> None:
        """Say that the mention at hand is somebody else than the actor it was given to."""
        span, actor = self._selection.span, self._actor(self._selection.actor)
        if self._corrigible() is None:
            return
        if span is None or actor is None or all(mention.span != span for mention in actor.mentions):
            self.say(f"no mention at hand: {self.key('mention.next')} goes to the next one")
        elif len(actor.mentions) < 2:
            self.say(f"this is the only mention of {actor.name}: {self.key('reading.merge')} says who it is")
        else:
            self.run_worker(self._ask_split(actor, span), group="pick", exclusive=True, exit_on_error=False)

    async def _ask_split(self, actor: Actor, span: Span) -> None:
        article = self._corrigible()
        if article is None:
            return
        words = span.of(article.text)
        name = await self._pick(f"Who is “{words}” here?", article, first="somebody else, not listed", but=actor.id)
        if name is not None:
            told = f", but {name}" if name else ""
            await self._correct_now(
                "split", span, f"“{words}” is not {actor.name}{told}", actor=name or _new_name(article, words)
            )

    @handles("reading.quote")
    def action_reading_quote(self) -> None:
        """Say that the words selected are a quote that was missed."""
        if self._corrigible() and (self._selection.span is None or self._selection.quote is not None):
            self.say(f"select the words that were said first: {self.key('select.start')}")
        elif self._corrigible():
            self.run_worker(self._ask_quote(), group="pick", exclusive=True, exit_on_error=False)

    async def _ask_quote(self) -> None:
        article, span = self._corrigible(), self._selection.span
        if article is None or span is None:
            return
        words = span.of(article.text)
        name = await self._pick(f"Who said “{words}”?", article, first="nobody named")
        if name is not None:
            about = {"actor": name} if name else {}
            await self._correct_now("quote", span, f"a quote{f' by {name}' if name else ''}: “{words}”", **about)

    async def _pick(self, question: str, article: Article, **how: Any) -> str | None:
        """Ask for an actor; `how` is as for `PickActor`."""
        from tui.dialogs.pick import PickActor

        return await self.app.push_screen_wait(PickActor(question, article, **how))

    def _correct(self, fix: Fix, span: Span | None, what: str, **about: Any) -> None:
        self.run_worker(self._correct_now(fix, span, what, **about), group="save", exit_on_error=False)

    async def _correct_now(self, fix: Fix, span: Span | None, what: str, **about: Any) -> None:
        from store.notes.note import About
        from store.notes.notebook import NotebookError

        target: Target = "quote" if fix in ("not-a-quote", "speaker", "quote") else "actor"
        before = self._story.article
        try:
            await self._newsroom.add_note(
                self._story, what, span, About(target, fix=fix, **about), type="reading", status="done"
            )  # fmt: skip
        except (NotebookError, OSError) as error:
            self.say(f"NOT corrected: {error}", "error")
            return
        self._show_notes()
        if self._story.article == before:
            self.say(f"kept, but it changes nothing here: {what}", "warning")
        else:
            self.say(f"corrected: {what}; {self.key('note.undo')} undoes it")


def _new_name(article: Article, words: str) -> str:
    """A name for an actor of whom only a mention is known, such as `he`, that no actor has: then `he (2)`."""
    taken = {actor.name.casefold() for actor in article.actors}
    names = (words if n == 1 else f"{words} ({n})" for n in count(1))
    return next(name for name in names if name.casefold() not in taken)
