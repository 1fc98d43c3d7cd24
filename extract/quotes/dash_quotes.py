"""Finds the end of the content and the speaker in paragraphs with a quotation dash, as in Scandinavian papers."""

from __future__ import annotations

import re

from extract.layout.quotation_dashes import Dash
from extract.layout.speaker_labels import speaker_after_dash
from extract.lexicon.cues import DIRECT, SAY, VERBS
from extract.quotes.adjacent_speakers import any_cue
from extract.quotes.content_spans import trim
from extract.quotes.cue_frames import Frame
from extract.quotes.uncued_quotes import FreeQuotes
from extract.types import Span

_DASH_STOP = re.compile(r"[,?!…](?=\s)|[”\"’'](?=\s)")
_DASH_AGAIN = re.compile(r"[,.:]?\s+[–—―-]{1,2}\s*(?=\S)")
_ENDS_SOON = re.compile(r"(?:\s[^\s.,–—]+){0,9}?\s*(?:[.,–—]|$)")


class DashQuotes(FreeQuotes):
    """Reads a paragraph that opens with a quotation dash."""

    def read_dash(self, dash: Dash) -> bool:
        cue = self._dash_cue(dash)
        if cue is None:
            if dash.mark in ("-", "--"):
                return False
            self._uncued_dash(dash)
            return True
        frame, end = cue
        draft = self.claim(frame, [trim(self.text, dash.start, end, final=False)], [], "dash", "direct")
        rest = _DASH_AGAIN.search(self.text, frame.right, dash.end)
        if rest is not None:
            draft.fragments.append(Span(rest.end(), dash.end))
        return True

    def _uncued_dash(self, dash: Dash) -> None:
        """Read a dash paragraph without a cue: signed by a name after a second dash, or by the last speaker."""
        last = max(self.text.rfind(mark, dash.start, dash.end) for mark in "―—–-")
        signed = speaker_after_dash(self.text, last, dash.end) if last > dash.start else None
        if signed is not None and self.text[last - 1].isspace():
            draft = self.claim(
                None, [trim(self.text, dash.start, last, final=False)], [], "dash then speaker", "direct"
            )
            draft.speaker = signed
            return
        draft = self.claim(None, [Span(dash.start, dash.end)], [], "dash without cue", "direct")
        draft.follows = self.state.drafts[-2] if len(self.state.drafts) > 1 else None

    def _dash_cue(self, dash: Dash) -> tuple[Frame, int] | None:
        """The first cue after the words of a dash paragraph, with its speaker, and the end of those words; or None."""
        for found in _DASH_STOP.finditer(self.text, dash.start + 1, dash.end):
            if any(q.outer.start < found.start() < q.outer.end - 1 for q in self.quoted):
                continue
            frame = next(
                (f for f in self.frames if 0 <= f.left - found.end() <= 1 and self._trails(f, found.group())), None
            )
            if frame is None:
                frame = any_cue(
                    self.tree, self.text, found.end(), dash.end, [b for b in self.breaks if b > found.end() + 1]
                )
                if frame is not None and not self._trails(frame, found.group()):
                    frame = None
            if frame is not None:
                end = found.start() if found.group()[0] == "," else found.start() + 1
                return frame, end
        return None

    def _trails(self, frame: Frame, stop: str) -> bool:
        if frame.subject is None or not frame.takes & (SAY | DIRECT) or frame.form != "verb":
            return False
        inverted = frame.subject > frame.head
        if stop[0] == "," and not inverted and self.has_own_content(frame) and frame.addressee is None:
            return frame.lemma == "say" and self._ends_soon(frame)
        if frame.lemma not in VERBS or stop[0] != ",":
            return self._ends_soon(frame) and (inverted or frame.lemma in VERBS)
        return True

    def _ends_soon(self, frame: Frame) -> bool:
        """Whether only adverbials follow a cue up to the sentence's end, a comma or a dash."""
        if any(self.tree.children(frame.head, "dobj", "ccomp", "xcomp")) and frame.addressee is None:
            return False
        return _ENDS_SOON.match(self.text, frame.right, self.block.span.end) is not None
