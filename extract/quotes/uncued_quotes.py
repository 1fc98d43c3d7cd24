"""Finds quotes without a known cue: signed ones, those with an unknown verb, further sentences, and the rest."""

from __future__ import annotations

from bisect import bisect_right

from extract.layout.speaker_labels import speaker_after_dash
from extract.layout.typography import Quoted
from extract.lexicon.cues import VERBS
from extract.quotes.adjacent_speakers import any_cue, cue_before
from extract.quotes.cued_quotes import CuedQuotes
from extract.quotes.paragraph import Draft


class FreeQuotes(CuedQuotes):
    """Reads the passages that remain after the cues of a block."""

    def read_free(self) -> None:
        for q in self.quoted:
            if id(q) in self.claimed:
                continue
            if self._after_dash(q) or self._any_cue(q) or self._any_cue_before(q):
                continue
            previous = self._previous_in_block(q)
            if previous is not None and self.opens_sentence(q) and self._same_breath(previous, q):
                previous.fragments.append(q.inner)
                self.claimed[id(q)] = previous
                previous.end = q.outer.end
            elif self._is_utterance(q):
                self._free(q, previous)
            else:
                self.state.scare_quotes.append(q.inner)

    def _any_cue(self, q: Quoted) -> bool:
        """'"...", he groused': after an utterance any verb is a cue; return whether one was found."""
        if q.inner.of(self.text)[-1] not in ",?!…—–" and self.text[q.outer.end : q.outer.end + 1] != ",":
            return False
        if not self.opens_sentence(q) or self.is_title(q):
            return False
        frame = any_cue(self.tree, self.text, q.outer.end, self.block.span.end, self.breaks)
        if frame is None or (len(q.inner.of(self.text).split()) < 3 and frame.lemma not in VERBS):
            return False
        self.quote_then_cue(frame, q)
        return True

    def _any_cue_before(self, q: Quoted) -> bool:
        """'Then she apologised: "..."': the same before a colon."""
        if self.text[self.block.span.start : q.outer.start].rstrip()[-1:] != ":" or not self.sentence_like(q):
            return False
        frame = cue_before(self.tree, self.floor_of(q.outer.start - 1), q.outer.start)
        if frame is None:
            return False
        self.claim(frame, [q.inner], [q], "cue then quote", "direct")
        return True

    def _previous_in_block(self, q: Quoted) -> Draft | None:
        for i in range(bisect_right(self.opens, q.outer.start) - 1, -1, -1):
            other = self.quoted[i]
            if other.outer.end <= q.outer.start and id(other) in self.claimed:
                return self.claimed[id(other)]
        return None

    def _same_breath(self, draft: Draft, q: Quoted) -> bool:
        """Whether only the cue's sentence is between the last fragment and this one."""
        if draft.frame is None or draft.end > q.outer.start:
            return draft.frame is None
        return self.breaks_between(draft.end, q.outer.start) <= 1 and not any(
            draft.frame.right < f.cue.start < q.outer.start for f in self.frames
        )

    def _is_utterance(self, q: Quoted) -> bool:
        inner = q.inner.of(self.text)
        words = len(inner.split())
        if not self.opens_sentence(q) or (self.is_title(q) and words < 8):
            return False
        alone = self.block.span.end - q.outer.end <= 1 or inner[-1] in ".!?…,"
        return alone and (words >= 3 or inner[-1] in ".!?,")

    def _free(self, q: Quoted, previous: Draft | None) -> None:
        state = self.state
        starts = not self.text[self.block.span.start : q.outer.start].strip()
        follows = previous
        if starts and state.colon is not None and self.order - state.colon_block == 1:
            self.claim(state.colon, [q.inner], [q], "colon then quote", "direct")
            return
        if follows is None:
            follows = self._spoke_before(q.outer.start)
        draft = self.claim(None, [q.inner], [q], "free quote", "direct")
        draft.follows = follows
        draft.end = q.outer.end
        if follows is not None and self._goes_on(follows, q):
            draft.speaker, draft.cue = follows.speaker, follows.cue

    def _goes_on(self, before: Draft, q: Quoted) -> bool:
        """Whether the cue of `before` ends the sentence right before a quote: 'It is safe, he said. “We checked.”'"""
        return (
            before in self.state.drafts[self.inherited :]
            and before.cue is not None
            and (
                before.fragments[-1].end < before.cue.start and self.breaks_between(before.cue.end, q.outer.start) == 1
            )
        )

    def _spoke_before(self, at: int) -> Draft | None:
        """The last report that ends before `at`, in this block or in one of the two before it."""
        here = [d for d in self.state.drafts[self.inherited :] if d.fragments[-1].end <= at]
        if here:
            return max(here, key=lambda d: d.fragments[-1].end)
        return self.before if self.order - self.before_block <= 2 else None

    def _after_dash(self, q: Quoted) -> bool:
        """'"..." - Commissioner X': return whether the quote is signed."""
        if not self.opens_sentence(q):
            return False
        speaker = speaker_after_dash(self.text, q.outer.end, self.block.span.end)
        if speaker is None:
            return False
        self.claim(None, [q.inner], [q], "dash then speaker", "direct").speaker = speaker
        return True

    def note_colon(self) -> None:
        if self.frames and self.text[self.block.span.start : self.block.span.end].rstrip()[-1:] in (":", ","):
            self.state.colon, self.state.colon_block = self.frames[-1], self.order
