"""The evidence screen: a quote of the story beside the passage of the evidence, with differences marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.actions.handlers import collect, handles
from tui.features.app_actions import AppActions
from tui.features.compare_motions import CompareMotions
from tui.presenters.proof_rows import proof_rows
from tui.screens.base import AppScreen, bindings
from widgets.bars import PaneTitle
from widgets.panes.compare import ComparePane

if TYPE_CHECKING:
    from store.evidence.proof_process import ProvenStory
    from store.evidence.proofs import Proof
    from tui.article.article_state import ArticleState
    from tui.screens.session import Session


class Proofs(Protocol):
    """The proofs of a story, and the actions on them."""

    found: ProvenStory | None

    async def note(self, screen: AppScreen, proof: Proof) -> None:
        """Write a verdict as a fact-check, and report it on `screen`."""

    async def name_speaker(self, label: str, name: str | None) -> None:
        """Assign a speaker's label to a person. Raises EvidenceError and OSError."""


class EvidenceScreen(AppScreen):
    """Steps through the proofs of a story, beginning with the first one of `quote`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("evidence"), Binding("escape", "act('app.back')", show=False)]
    place = "evidence"
    AUTO_FOCUS: ClassVar[str | None] = "#compare"

    def __init__(self, session: Session, state: ArticleState, proving: Proofs, quote: str | None) -> None:
        super().__init__(session)
        self.handlers = collect("evidence", (self, AppActions(self), CompareMotions(self, lambda: self.pane)))
        self._state = state
        self._proving = proving
        proofs = proving.found.proofs if proving.found else ()
        self._at = next((n for n, proof in enumerate(proofs) if proof.quote == quote), 0)

    def compose(self) -> ComposeResult:
        yield PaneTitle("Evidence", id="evidence-title")
        yield ComparePane(id="compare")
        yield from self.bars()

    def on_mount(self) -> None:
        self.query_one(PaneTitle).active = True
        self._show()

    @property
    def pane(self) -> ComparePane:
        """The pane that shows the rows."""
        return self.query_one(ComparePane)

    def _proof(self) -> Proof | None:
        proofs = self._proving.found.proofs if self._proving.found else ()
        return proofs[min(self._at, len(proofs) - 1)] if proofs else None

    def _show(self) -> None:
        proof, found = self._proof(), self._proving.found
        if proof is None or found is None:
            self.dismiss()
            return
        self._at = found.proofs.index(proof)
        self.pane.show(proof_rows(proof, found.contexts[self._at], self._state.story.text or ""))
        self.query_one(PaneTitle).note = f"{self._at + 1} of {len(found.proofs)}; S story, E evidence"

    @handles("evidence.next", by=1)
    @handles("evidence.previous", by=-1)
    def step(self, by: int) -> None:
        """Show the next or the previous quote."""
        count = len(self._proving.found.proofs) if self._proving.found else 0
        if not 0 <= self._at + by < count:
            self.say("no more quotes" if by > 0 else "no quotes before")
            return
        self._at += by
        self._show()

    @handles("evidence.note")
    def note(self) -> None:
        """Write the verdict as a fact-check."""
        proof = self._proof()
        if proof is not None:
            self.work(self._proving.note(self, proof), "save")

    @handles("evidence.speaker")
    def ask_speaker(self) -> None:
        """Ask for the person behind the speaker's label."""
        proof, article = self._proof(), self._state.story.article
        label = proof.verdict.place.speaker if proof and proof.verdict and proof.verdict.place else ""
        if not label or article is None:
            self.say("the evidence names no speaker here")
            return
        self.work(self._ask_speaker(label), "pick", exclusive=True)

    async def _ask_speaker(self, label: str) -> None:
        from store.disk.files import describe_error
        from store.evidence.transcript_reading import EvidenceError
        from tui.dialogs.pick import PickActor

        article = self._state.story.article
        assert article is not None
        name = await self.ask(PickActor(f"Who is “{label}” in the evidence?", article, first="match it by its name"))
        if name is None:
            return
        try:
            await self._proving.name_speaker(label, name or None)
        except (EvidenceError, OSError) as error:
            self.say(f"NOT saved: {describe_error(error)}", "error")
            return
        self._show()
        self.say(f"“{label}” is {name}" if name else f"“{label}” is matched by its name")

    @handles("app.back")
    def back(self) -> None:
        """Go back to the article."""
        self.dismiss()
