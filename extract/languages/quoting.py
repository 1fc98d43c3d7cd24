"""Finds attributions without grammar: cues, inversion, colons and signatures around the passages of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.languages.lexicon import FUNCTION_WORDS, WORDS, cue_pattern, held
from extract.languages.passages import BLANKS, Passage, dash_content, passages, trimmed
from extract.languages.speakers import speaker_after, speaker_before, tokens
from extract.layout.speaker_labels import interview_labels
from extract.quotes.attribution import Attribution
from extract.types import Block, QuoteKind, Span

SURE_CONFIDENCE, LIKELY_CONFIDENCE, UNSURE_CONFIDENCE = 0.6, 0.5, 0.3
"""Confidences of a cue beside the marks, a cue elsewhere in the sentence, and no cue; low without a grammar."""
MIN_UNCUED_WORDS = 5

_SILENT = frozenset({"date", "byline", "credit", "boilerplate"})
_BEFORE_CUE = re.compile(r"[\s\u00a0]*[,.]?[\s\u00a0]*[–—-]?[\s\u00a0]*")
_COLON = re.compile(r":[\s\u00a0]*[–—-]?[\s\u00a0]*$")
_COMMA = re.compile(r"\s*,\s*")
_JOINED = re.compile(r"(?:según|como|comme|wie|som)\s+(?:l[’']|lo\s+|le\s+)?", re.IGNORECASE)
"""Words between a quote and its cue: "según explicó Ana", "comme l'a dit Ana"."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\"“”»«]?\s+(?=[A-ZÀ-ÞÆØÅ„«»“”\"–—])")
_SIGNED = re.compile(r"[\s\u00a0]*[–—―][\s\u00a0]*(?=[A-ZÀ-Þ])")
_GOES_ON = re.compile(r",\s+(?:men|og|och|aber|und|mais|et|pero|y|for|för|fordi)\b\s*")
_FULL_NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:von|van|de|del|la|du|af|av|[A-ZÀ-Þ][\w’'-]*\.?))*\s+[A-ZÀ-Þ][\w’'-]+"
)
_STOP = re.compile(r"[,?!…](?=[\s\u00a0])|[—–](?=\w)")


class Quoting:
    """The attributions of one article in one language, in `found`; other passages are in `scare_quotes`."""

    def __init__(self, text: str, blocks: Sequence[Block], tag: str) -> None:
        self.text, self._tag = text, tag
        self._cue = cue_pattern(tag)
        self._verb_shape = re.compile(rf"(?:s[’'])?(?:{WORDS[tag].verb_shape})(?:\s+sich)?(?![\w’'-])")
        self.found: list[Attribution] = []
        self.scare_quotes: list[Span] = []
        labels = interview_labels(text, blocks)
        for index, block in enumerate(blocks):
            label = labels.get(index)
            if label is not None and label.turn:
                content = trimmed(text, label.start, block.span.end)
                self._add(Attribution("direct", [content], label.speaker, None, None, LIKELY_CONFIDENCE, "label"))
            elif block.kind not in _SILENT:
                self._block(block)

    def _block(self, block: Block) -> None:
        start, end = block.span
        begin = dash_content(self.text, start, end)
        if begin is not None and block.kind != "headline" and self._dash(start, begin, end):
            return
        held_back = passages(self.text, start, end)
        last: Attribution | None = None
        for number, passage in enumerate(held_back):
            following = held_back[number + 1].outer.start if number + 1 < len(held_back) else end
            before = held_back[number - 1].outer.end if number else start
            last = self._passage(passage, block, before, following, last)

    # -- passages in marks --------------------------------------------------------------------------------------------

    def _passage(
        self, passage: Passage, block: Block, before: int, following: int, last: Attribution | None
    ) -> Attribution | None:
        if passage.inner.start >= passage.inner.end:
            return last
        if self._tag == "fr" and (inserted := self._inserted(passage)) is not None:
            return self._add(inserted)
        for reading in (self._cue_after, self._cue_in_front):
            found = reading(passage, block, before, following)
            if found is not None:
                return self._add(found)
        if last is not None and self._goes_on(last, passage, before):
            last.fragments.append(passage.inner)
            return last
        found = self._in_sentence(passage, block) or self._free(passage, block)
        if found is None:
            self.scare_quotes.append(passage.inner)
            return None
        return self._add(found)

    def _add(self, found: Attribution) -> Attribution:
        self.found.append(found)
        return found

    def _kind(self, passage: Passage) -> QuoteKind:
        """A passage that begins in lower case inside a sentence is a part of one."""
        words = passage.inner.of(self.text)
        before = self.text[max(0, passage.outer.start - 8) : passage.outer.start].rstrip(BLANKS)[-1:]
        return "mixed" if words[:1].islower() and before not in ("", "\n", ":", ".", "!", "?") else "direct"

    def _inserted(self, passage: Passage) -> Attribution | None:
        """An attribution between commas inside French marks: `« Non, dit-elle, nous restons. »`."""
        start, end = passage.inner
        for cue in self._cue.finditer(self.text, start, end):
            if not self.text[start : cue.start()].rstrip().endswith(","):
                continue
            verb, speaker = self._speaker_of(cue, end)
            rest = _COMMA.match(self.text, max(speaker.end, verb.end), end) if speaker is not None else None
            if rest is not None:
                parts = [trimmed(self.text, start, cue.start()), trimmed(self.text, rest.end(), end)]
                return Attribution("direct", parts, speaker, verb, None, SURE_CONFIDENCE, "cue in quote")
        return None

    def _cue_after(self, passage: Passage, block: Block, _before: int, _following: int) -> Attribution | None:
        """`„…“, sagte Petra Holm`; `« … », selon le maire`; `“…” — Name`."""
        end = block.span.end
        gap = _BEFORE_CUE.match(self.text, passage.outer.end, end)
        assert gap is not None
        joined = _JOINED.match(self.text, gap.end(), end)
        cue = self._cue.match(self.text, joined.end() if joined else gap.end(), end)
        if cue is not None and "\n" not in gap[0]:
            verb, speaker = self._speaker_of(cue, end)
            sure = SURE_CONFIDENCE if speaker is not None else UNSURE_CONFIDENCE
            return Attribution(self._kind(passage), [passage.inner], speaker, verb, None, sure, "quote then cue")
        word = next(iter(tokens(self.text, gap.end(), end)), None)
        if word is not None and word.of(self.text).casefold() in held(WORDS[self._tag].according):
            speaker = speaker_after(self.text, word.end, end, self._tag, bare=True)
            if speaker is not None:
                return Attribution(
                    self._kind(passage), [passage.inner], speaker, word, None, SURE_CONFIDENCE, "according to"
                )
        unlisted = self._unlisted(passage.inner, gap.end(), end)
        if unlisted is not None and "\n" not in gap[0]:
            verb, speaker = unlisted
            return Attribution("direct", [passage.inner], speaker, verb, None, LIKELY_CONFIDENCE, "quote then verb")
        signed = _SIGNED.match(self.text, passage.outer.end, end)
        speaker = speaker_after(self.text, signed.end(), end, self._tag) if signed else None
        if speaker is not None:
            return Attribution("direct", [passage.inner], speaker, None, None, LIKELY_CONFIDENCE, "signature")
        return None

    def _unlisted(self, content: Span, at: int, end: int) -> tuple[Span, Span] | None:
        """A word that may be a verb, and the person named right after it: `“…”, schimpfte Stadtrat Emil Vogt`."""
        verb = self._verb_shape.match(self.text, at, end)
        if verb is None or verb[0] in FUNCTION_WORDS[self._tag] or len(content.of(self.text).split()) < 2:
            return None
        speaker = speaker_after(self.text, verb.end(), end, self._tag)
        return (Span(*verb.span()), speaker) if speaker is not None and self._is_person(speaker) else None

    def _is_person(self, speaker: Span) -> bool:
        """Whether words are a full name, the surname of one in the text, or a description with an article."""
        words = speaker.of(self.text)
        if _FULL_NAME.search(words) or words.split()[0].casefold() in held(WORDS[self._tag].articles):
            return True
        last = re.split(r"\s", words)[-1]
        return last[:1].isupper() and re.search(rf"[A-ZÀ-Þ][\w’'-]+\s{re.escape(last)}\b", self.text) is not None

    def _speaker_of(self, cue: re.Match[str], end: int) -> tuple[Span, Span | None]:
        """The verb's span, and the speaker after it, in French also a pronoun joined to the verb."""
        groups = cue.groupdict()
        for name in ("clitic", "inner"):
            if groups.get(name):
                start = cue.end(name) - len(groups[name].rpartition("-")[2])
                verb_end = cue.start("clitic") if name == "clitic" else cue.end("verb")
                return Span(cue.start("verb"), verb_end), Span(start, cue.end(name))
        return Span(*cue.span("verb")), speaker_after(self.text, cue.end(), end, self._tag)

    def _cue_in_front(self, passage: Passage, block: Block, before: int, _following: int) -> Attribution | None:
        """`Petra Holm sagte: „…“`; `Am Montag sagte Holm: „…“`; `Petra Holm: „…“`."""
        start = self._sentence_start(before, passage.outer.start)
        colon = _COLON.search(self.text, start, passage.outer.start)
        if colon is None:
            return None
        cues = list(self._cue.finditer(self.text, start, colon.start()))
        if cues:
            verb, speaker = self._speaker_beside(cues[-1], start, colon.start())
            if speaker is not None:
                return Attribution("direct", [passage.inner], speaker, verb, None, SURE_CONFIDENCE, "cue then quote")
        named = [
            found
            for found in _FULL_NAME.finditer(self.text, start, colon.start())
            if found[0].split()[0].casefold() not in FUNCTION_WORDS[self._tag]
        ]
        if not cues and len(named) == 1 and named[0].end() < colon.start():
            speaker = Span(*named[0].span())
            return Attribution("direct", [passage.inner], speaker, None, None, LIKELY_CONFIDENCE, "name then colon")
        row = tokens(self.text, start, colon.start())
        if (
            row
            and row[-1].end == colon.start()
            and 1 <= len(row) <= 4
            and all(w.of(self.text)[0].isupper() for w in row)
        ):
            return Attribution(
                "direct", [passage.inner], Span(row[0].start, row[-1].end), None, None, LIKELY_CONFIDENCE, "label"
            )
        return None

    def _speaker_beside(self, cue: re.Match[str], start: int, end: int) -> tuple[Span, Span | None]:
        """The verb's span, and the speaker before the cue, else after it."""
        verb, following = self._speaker_of(cue, end)
        return verb, speaker_before(self.text, start, cue.start(), self._tag) or following

    def _in_sentence(self, passage: Passage, block: Block) -> Attribution | None:
        """A part of a sentence in marks, with a cue before or after it in the same sentence; or None."""
        start = self._sentence_start(block.span.start, passage.outer.start)
        end = self._sentence_end(passage.outer.end, block.span.end)
        word = next(iter(tokens(self.text, start, passage.outer.start)), None)
        if word is not None and word.of(self.text).casefold() in held(WORDS[self._tag].according):
            speaker = speaker_after(self.text, word.end, passage.outer.start, self._tag, bare=True)
            if speaker is not None:
                return Attribution("mixed", [passage.inner], speaker, word, None, LIKELY_CONFIDENCE, "according to")
        for cue in (
            *reversed(list(self._cue.finditer(self.text, start, passage.outer.start))),
            *self._cue.finditer(self.text, passage.outer.end, end),
        ):
            stop = passage.outer.start if cue.end() <= passage.outer.start else end
            verb, speaker = (
                self._speaker_beside(cue, start, stop)
                if cue.end() <= passage.outer.start
                else self._speaker_of(cue, end)
            )
            if speaker is not None:
                return Attribution("mixed", [passage.inner], speaker, verb, None, LIKELY_CONFIDENCE, "cue in sentence")
        return None

    def _free(self, passage: Passage, block: Block) -> Attribution | None:
        """A whole sentence in marks without a cue, by the last speaker; or None."""
        words = passage.inner.of(self.text)
        whole = words[:1].isupper() and len(words.split()) >= MIN_UNCUED_WORDS and words[-1:] in ".!?…"
        if not whole or block.kind in ("headline", "standfirst", "caption"):
            return None
        follows = len(self.found) - 1 if self.found else None
        return Attribution("direct", [passage.inner], None, None, None, UNSURE_CONFIDENCE, "free quote", follows)

    def _goes_on(self, last: Attribution, passage: Passage, before: int) -> bool:
        """Whether a passage continues the one before: only its attribution is between them."""
        between = self.text[before : passage.outer.start]
        if last.speaker is None or "\n" in between:
            return False
        rest = self.text[last.speaker.end : passage.outer.start] if last.speaker.end > before else between
        sentences = _SENTENCE.split(rest.strip())
        return len(sentences) <= 1 and (rest.rstrip()[-1:] in (".", ",", "") or last.speaker.end > before)

    def _sentence_start(self, low: int, at: int) -> int:
        starts = [found.end() for found in _SENTENCE.finditer(self.text, low, at)]
        return starts[-1] if starts else low

    def _sentence_end(self, at: int, high: int) -> int:
        found = _SENTENCE.search(self.text, at, high)
        return found.start() if found else high

    # -- dashes -------------------------------------------------------------------------------------------------------

    def _dash(self, start: int, begin: int, end: int) -> bool:
        """Read a paragraph after a dash; return False for a hyphen that does not open speech."""
        hyphen = self.text[start] == "-"
        for stop in _STOP.finditer(self.text, begin, end):
            at = stop.end()
            while at < end and self.text[at] in f"{BLANKS}—–":
                at += 1
            cue = self._cue.match(self.text, at, end)
            unlisted = self._unlisted(Span(begin, stop.start()), at, end) if cue is None else None
            verb, speaker = self._speaker_of(cue, end) if cue is not None else unlisted or (None, None)
            if verb is None or speaker is None:
                continue
            content_end = stop.start() if stop[0] in ",—–" else stop.end()
            fragments = [trimmed(self.text, begin, content_end)]
            fragments += self._rest_of_dash(max(speaker.end, verb.end), end, raya=self.text[start] == "—")
            self._add(Attribution("direct", fragments, speaker, verb, None, SURE_CONFIDENCE, "dash"))
            return True
        if hyphen:
            return False
        follows = len(self.found) - 1 if self.found else None
        self._add(
            Attribution(
                "direct",
                [trimmed(self.text, begin, end)],
                None,
                None,
                None,
                UNSURE_CONFIDENCE,
                "dash without cue",
                follows,
            )
        )
        return True

    def _rest_of_dash(self, at: int, end: int, *, raya: bool) -> list[Span]:
        """The content after the attribution: after a second dash, or after a comma and "but" or "and"."""
        again = re.compile(r"[.,:]?[\s\u00a0]*[–—-][.,]?[\s\u00a0]+(?=\S)").search(self.text, at, end)
        if raya and again is None:
            again = re.compile(r"[—–][.,]?\s*(?=\S)").search(self.text, at, end)
        if again is not None and again.end() < end:
            return [trimmed(self.text, again.end(), end)]
        more = _GOES_ON.match(self.text, at, end)
        if more is not None:
            begin = more.start() + 1
            return [trimmed(self.text, begin, self._sentence_end(begin, end))]
        return []
