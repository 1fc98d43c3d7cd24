"""Checks the story's quotes against its evidence, shows the verdicts, and writes them as fact-checks."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.selection import no_quote_selected

if TYPE_CHECKING:
    from extract.span import Span
    from store.evidence.proof_process import ProofProcess, ProvenStory
    from store.evidence.proofs import Proof
    from store.evidence.rules import EditingRules
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen
    from widgets.state import Selection

LOOK_SECONDS = 2.0
"""How often the evidence's files are checked for changes while a story is open."""

HASH_MARK = "sha256 "
"""Part of every note on a verdict."""
MIN_LIKENESS = 75.0
"""From this similarity on (rapidfuzz, 0 to 100) a note on an older text is about the current quote."""

Stamps = dict[str, tuple[int, int] | None]
"""Size and modification time of each file; None for a missing one."""


class Proving:
    """The proofs of one story, made in a separate process.

    They are made after reading, and whenever the story, its evidence, or a correction of the reading changes.
    """

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes, listing: NoteListing) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._process: ProofProcess | None = None
        self._stamps: Stamps = {}
        self._proven_article: object = None
        self.found: ProvenStory | None = None
        """The proofs; None before the first ones, or without evidence."""

    # -- proving ------------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Prove the story if it has evidence, then look for changes as long as the screen exists."""
        await self.prove()
        self._screen.set_interval(LOOK_SECONDS, lambda: self._screen.work(self._look(), "evidence"))

    async def prove(self) -> None:
        """Prove every quote again, show the verdicts, and report the changed ones."""
        from store.evidence.transcript_reading import EvidenceError

        story = self._state.story
        article, entry = story.article, story.entry
        if article is None or entry is None or not self._list_path.exists():
            self._stamps = await asyncio.to_thread(self._stamped)
            return
        self._proven_article = article
        try:
            rules = await asyncio.to_thread(self._rules)
            folders = [Path.cwd(), *([Path(entry.location).parent] if entry.location.startswith("/") else [])]
            found = await asyncio.to_thread(self._running().prove, entry.key, article, rules, folders)
        except EvidenceError as error:
            self._screen.say(str(error), "error")
            return
        finally:
            self._stamps = await asyncio.to_thread(self._stamped)
        self.found = found if found.hashes or found.notices else None
        self._stamps = await asyncio.to_thread(self._stamped)
        self._show()
        for line in found.notices:
            self._screen.session.messages.remember(line)
        if found.changes:
            more = f"; {len(found.changes) - 1} more changed" if len(found.changes) > 1 else ""
            self._screen.say(f"{found.changes[0]}{more}", "warning")
            for line in found.changes:
                self._screen.session.messages.remember(line)

    def _show(self) -> None:
        from tui.presenters.proof_rows import kinds_by_quote

        if self._state.panes_mounted:
            self._panes.quotes.show_verdicts(kinds_by_quote(self.found.proofs) if self.found else {})

    def renew(self) -> None:
        """Prove again after a correction changed a speaker. Called after every change of the notes."""
        article = self._state.story.article
        if self._proven_article is not None and article is not self._proven_article:
            self._screen.work(self.prove(), "evidence")

    async def _look(self) -> None:
        """Prove again if a file of the evidence, or the list of attachments, has changed."""
        stamps = await asyncio.to_thread(self._stamped)
        if stamps != self._stamps:
            self._stamps = stamps
            await self.prove()

    def _stamped(self) -> Stamps:
        files = [str(self._list_path), *(self.found.files if self.found else ())]
        return {each: _stamp(Path(each)) for each in files}

    @property
    def _list_path(self) -> Path:
        entry = self._state.story.entry
        return self._state.newsroom.home / "evidence" / f"{entry.key if entry else ''}.json"

    def _rules(self) -> EditingRules:
        from store.check.tomlfile import FileError
        from store.evidence.rules import EditingRules
        from tui.jobs.publish_check import house_style

        with contextlib.suppress(FileError):  # the gate reports a faulty stylebook
            return house_style(self._state.newsroom.home).editing
        return EditingRules()

    def _running(self) -> ProofProcess:
        from store.evidence.proof_process import ProofProcess

        if self._process is None:
            self._process = ProofProcess(self._state.newsroom.home, self._state.newsroom.options.max_megabytes)
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.close()

    # -- what the user does -------------------------------------------------------------------------------------------

    @handles("proof.attach")
    def attach(self) -> None:
        """Ask for a file, an archived page or an article, and attach it."""
        entry = self._state.story.entry
        if entry is None or self._state.newsroom.read_only:
            self._screen.say(f"nothing can be attached: {self._state.newsroom.read_only or 'the story is not kept'}")
            return
        self._screen.work(self._attach(entry.key), "pick", exclusive=True)

    async def _attach(self, key: str) -> None:
        from tui.dialogs.ask import AskScreen

        ref = await self._screen.ask(AskScreen("Evidence (file, archived URL, or title of an article): "))
        if ref:
            await self.take(key, ref)

    async def take(self, key: str, ref: str) -> None:
        """Attach `ref` to the story `key`, prove, and report both."""
        from store.evidence.transcript_reading import EvidenceError

        self._screen.progress(f"reading {ref}")
        try:
            name, words, warnings = await asyncio.to_thread(self._running().attach, key, ref)
        except EvidenceError as error:
            self._screen.say(f"NOT attached: {error}", "error")
            return
        finally:
            self._screen.progress(None)
        await self.prove()
        tail = f"; {warnings[0]}" if warnings else ""
        self._screen.say(f"attached: {name}, {words:,} words; {self.summary()}{tail}")

    def describe_quote(self, selection: Selection) -> str:
        """A line about the quote in `selection`, with its verdicts; "" if there is none."""
        line = self._state.describe_quote(selection)
        proofs = self.found.proofs if self.found and line else ()
        verdicts = [proof.verdict for proof in proofs if proof.quote == selection.quote and proof.verdict]
        return "; ".join((line, *dict.fromkeys(f"{each.kind} {each.evidence}".rstrip() for each in verdicts)))

    def summary(self) -> str:
        """`3 verbatim, 1 altered`."""
        from store.evidence.evidence_report import summary

        return summary(self.found.proofs) if self.found else "nothing is attached"

    @handles("proof.open")
    def show(self) -> None:
        """Show the selected quote, or the first one, beside its evidence."""
        if self.found is None or not self.found.proofs:
            key = self._screen.key("proof.attach")
            self._screen.say(f"nothing is attached: {key} attaches a transcript or document")
            return
        from tui.article.evidence.screen import EvidenceScreen

        quote = self._state.selection.quote
        self._screen.app.push_screen(EvidenceScreen(self._screen.session, self._state, self, quote))

    @handles("proof.note")
    def note_selected(self) -> None:
        """Write the verdict on the selected quote as a fact-check."""
        quote = self._state.selection.quote
        proofs = [p for p in self.found.proofs if p.quote == quote and p.verdict] if self.found else []
        if not proofs:
            what = "no verdict on it" if quote else no_quote_selected(self._screen)
            self._screen.say(what)
        for proof in proofs:
            self._screen.work(self.note(self._screen, proof), "save")

    async def note(self, screen: AppScreen, proof: Proof) -> None:
        """Write the verdict on a fragment as a fact-check, verified or wrong, and report it on `screen`."""
        from store.evidence.verdicts import PROVEN
        from store.notes.notebook import NotebookError
        from tui.presenters.descriptions import about_quote
        from tui.presenters.proof_rows import note_body

        article, quote = self._state.story.article, self._state.quote(proof.quote)
        if article is None or quote is None or proof.verdict is None or self.found is None:
            screen.say("a paraphrase has no verdict" if proof.verdict is None else "the article is being read")
            return
        status = "verified" if proof.verdict.kind in PROVEN else "wrong"
        if proof.verdict.kind in ("not found", "not comparable"):
            status = "open"
        notes, body = self._state.newsroom.notes, note_body(proof, self.found)
        try:
            for note in self._earlier(quote.span, proof):
                if note.body == body and note.status == status:
                    screen.say(f"noted before: {status}, {proof.verdict.kind}")
                    return
                await notes.delete(note.uid)
            await notes.add(
                self._state.story, body, quote.span, about_quote(article, quote), type="fact-check", status=status
            )
        except (NotebookError, OSError) as error:
            screen.say(f"NOT saved: {error}", "error")
            return
        self._listing.show()
        screen.say(f"fact-check: {status}, {proof.verdict.kind}")

    def _earlier(self, span: Span, proof: Proof) -> list[Note]:
        """Earlier notes on verdicts for this quote, also for its words in an older text."""
        from rapidfuzz.fuzz import ratio

        found = []
        for note in self._state.notes:
            if note.type != "fact-check" or HASH_MARK not in note.body or note.anchor is None:
                continue
            at = self._state.span_of(note)
            same = at.overlaps(span) if at is not None else ratio(note.anchor.exact, proof.fragment) >= MIN_LIKENESS
            if same:
                found.append(note)
        return found

    async def name_speaker(self, label: str, name: str | None) -> None:
        """Assign a speaker's label to a person, and prove again. Raises EvidenceError and OSError."""
        from store.evidence.attachments import Attachments

        entry = self._state.story.entry
        if entry is not None:
            attachments = Attachments(self._state.newsroom.home)
            await asyncio.to_thread(attachments.name_speaker, entry.key, label, name)
            await self.prove()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
