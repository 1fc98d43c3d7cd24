"""What a cue reports, where language decides: that-clauses, infinitives, noun phrases, gerunds, trailing cues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.cues import AS, ASK, DOC, ING, NP, SAY, TIMES, TO, VENUES
from extract.frames import Frame
from extract.language import Token
from extract.lexicon import PEOPLE, ROLE_WORDS
from extract.syntax import FINITE, TRIM, Tree
from extract.types import Span


class Content(NamedTuple):
    """The pieces of what was said (article offsets, in order), the rule that found them, a particle of the cue."""

    pieces: list[Span]
    rule: str
    particle: Span | None = None


def content_of(frame: Frame, text: str, floor: int, ceiling: int, frames: Sequence[Frame]) -> Content | None:
    """The content of a cue, or None. `floor` and `ceiling` bound the sentence: nothing outside them is content.

    `frames` are all cues of the block: one that takes up this one's speaker again (", adding that") ends it.
    """
    content = _find(frame, text, floor, ceiling)
    if content is None or frame.form != "verb" or content.rule in ("trailing", "parenthetical"):
        return content
    last = content.pieces[-1]
    if any(
        frame.right < o.cue.start < content.pieces[0].start and _starts_at(o, text, content.pieces[0].start)
        for o in frames
    ):
        return None
    for other in frames:
        if last.start < other.cue.start < last.end and other.head > frame.head:
            cut = _taken_up(frame, other, text, last.start)
            if cut is not None:
                if other.speaker is not None and last.start <= other.speaker.start < cut:
                    other.speaker, other.subject = frame.speaker, frame.subject
                return content._replace(pieces=[*content.pieces[:-1], trim(text, last.start, cut)])
    return content


def _starts_at(other: Frame, text: str, start: int) -> bool:
    """Whether what starts at `start` follows the cue of `other` at once: "hit back, arguing that"."""
    return other.form == "verb" and text[other.cue.end : start].strip() in ("", "that")


def _taken_up(frame: Frame, other: Frame, text: str, start: int) -> int | None:
    """Where the content of `frame` ends because `other` goes on with the same speaker; None if it does not."""
    tree = frame.tree
    token, verb = tree.tokens[other.head], tree.tokens[frame.head]
    if other.form != "verb":
        return None
    own = tree.child(other.head, "nsubj", "nsubjpass")
    before = text[max(start, other.left - 60) : other.cue.start]
    if token.tag == "VBG" and tree.child(other.head, "aux") is None:
        lead = re.search(r"(?:,|\s[–—])\s(?:(?:and|but|while|then|also|with(?:\s[^\s,]+){1,4})\s)*$", before)
        return other.cue.start - len(before) + lead.start() if lead else None
    if own is not None and own.tag == "PRP" and frame.takes & SAY and other.takes & SAY:
        lead = re.search(r",\s(?:though|but|although|while|and)\s(?:he|she|they|it)\s(?:also\s|later\s)?$", before)
        return other.cue.start - len(before) + lead.start() if lead else None
    same = token.tag == verb.tag or frame.lemma == other.lemma
    bare = token.tag == "VB" and tree.child(other.head, "aux") is None and same
    if own is None and same and (bare or token.tag in ("VBD", "VBZ", "VBP")):
        lead = re.search(r",?\s(?:and|but)\s(?:\w+ly\s|also\s|then\s|later\s)?$", before)
        return other.cue.start - len(before) + lead.start() if lead else None
    return None


def _find(frame: Frame, text: str, floor: int, ceiling: int) -> Content | None:
    if frame.form == "noun":
        return _noun_clause(frame, text)
    if frame.form == "according":
        return _according(frame, text, floor, ceiling)
    trailing = _trailing(frame, text, floor, ceiling)
    if trailing is not None:
        return trailing
    content = _clause(frame, text, ceiling)
    if content is not None and (content.rule != "infinitive" or _acts(frame, text)):
        return content
    if content is not None or not _acts(frame, text):
        return None
    for find in (_infinitive, _called, _prepositional, _gerund, _noun_phrase):
        content = find(frame, text, ceiling)
        if content is not None:
            return content
    return None


def _acts(frame: Frame, text: str) -> bool:
    """Whether a cue is the verb of a clause ("urged them to"), not an attribute ("a petition urging them to")."""
    tree = frame.tree
    tag = tree.tokens[frame.head].tag
    if tag in FINITE or tree.child(frame.head, "aux") is not None:
        return True
    return tag == "VBG" and text[max(0, frame.left - 3) : frame.left].rstrip()[-1:] in (",", "")


def trim(text: str, start: int, end: int, *, final: bool = True) -> Span:
    """The span without blanks, commas and dashes at its ends and a leading "that"; with `final`, without its last
    period too."""
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and (text[end - 1] in TRIM or (final and _is_period(text, start, end))):
        end -= 1
    found = _THAT.match(text, start, end)
    if found and found.end() < end:
        start = found.end()
    return Span(start, end)


_THAT = re.compile(r"that(?:,| —| –)?\s+", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|a\.m|p\.m|U\.S|St|etc)\.$")


def _is_period(text: str, start: int, end: int) -> bool:
    """Whether a sentence, and not an abbreviation, ends at `end`."""
    return text[end - 1] == "." and _ABBREVIATION.search(text, max(start, end - 8), end) is None


# --- the clause to the right ----------------------------------------------------------------------------------------


def _clause(frame: Frame, text: str, ceiling: int) -> Content | None:
    tree = frame.tree
    if not frame.takes & (SAY | ASK | DOC | TO | NP):
        return None
    clause = next((c for c in tree.children(frame.head, "ccomp", "parataxis") if c.i > frame.head), None)
    if clause is None:
        return _that_fallback(frame, text, ceiling)
    if clause.tag == "VBG" and not frame.takes & ING and tree.child(clause.i, "aux", "auxpass", "mark") is None:
        return None
    if not frame.takes & (SAY | DOC):
        mark = tree.child(clause.i, "mark", "advmod", "aux")
        infinitive = clause.tag == "VB" and any(c.lower == "to" for c in tree.children(clause.i, "aux"))
        opening = tree.tokens[max(tree.left[clause.i], frame.head + 1)].lower
        marked = mark is not None and mark.lower in _CLAUSE_MARKS
        if not infinitive and not marked and opening not in _CLAUSE_MARKS:
            return None
        if infinitive:
            return _to_content(frame, text, clause, ceiling)
    if clause.tag == "VB" and any(c.lower == "to" for c in tree.children(clause.i, "aux")):
        if frame.takes & (TO | ASK):
            return _to_content(frame, text, clause, ceiling)
        return None
    first = max(tree.left[clause.i], frame.head + 1)
    if tree.tokens[first].lower in _CIRCUMSTANCE:
        return None
    start = tree.tokens[first].start
    if frame.addressee is not None and frame.addressee.start <= start < frame.addressee.end:
        start = frame.addressee.end
    end = _right_end(frame, clause, text, ceiling)
    wh = tree.tokens[first].tag[:1] == "W" or tree.tokens[first].lower in ("whether", "if")
    if not wh and not tree.finite(first, tree.before(end - 1)):
        return None
    return Content([trim(text, start, end)], "clause")


_CLAUSE_MARKS = frozenset({"that", "whether", "how", "why", "if", "what", "which"})
_CIRCUMSTANCE = frozenset({"before", "after", "when", "because", "since", "while", "until", "once"})


def _right_end(frame: Frame, clause: Token, text: str, ceiling: int) -> int:
    """Where a content clause ends: its subtree, and a clause coordinated with it that the parser hung on the cue."""
    tree = frame.tree
    last = tree.right[clause.i]
    if not tree.finite(clause.i - 1 if tree.tokens[clause.i].tag not in FINITE else clause.i, last) and not tree.finite(
        tree.left[clause.i], last
    ):
        return ceiling
    for other in tree.children(frame.head, "conj"):
        own = tree.child(other.i, "nsubj", "nsubjpass")
        if (
            own is not None
            and tree.left[other.i] <= last + 2
            and text[tree.tokens[last].end : tree.tokens[last].end + 1] != ","
            and other.i > last
        ):
            last = max(last, tree.right[other.i])
    end = min(tree.tokens[last].end, ceiling)
    if _lists_on(tree, text, end, ceiling):
        return ceiling
    return ceiling if text[end : end + 1] == " " else end


_LISTS_ON = re.compile(r",(?: and| or)? [^\"“”]+")


def _lists_on(tree: Tree, text: str, end: int, ceiling: int) -> bool:
    """Whether nothing but further things said follows up to the sentence's end: ", and Board letters and minutes"."""
    if _LISTS_ON.fullmatch(text, end, ceiling) is None:
        return False
    rest = tree.tokens[tree.at(end + 1) : tree.before(ceiling - 1) + 1]
    word = next((t for t in rest if t.lower not in ("and", "or")), None)
    return word is not None and word.tag[:1] in "NJD" and not any(t.tag in FINITE for t in rest)


def _that_fallback(frame: Frame, text: str, ceiling: int) -> Content | None:
    """ "said ... that ...": where the parser hung the clause elsewhere, the word itself tells."""
    tree = frame.tree
    if not frame.takes & (SAY | ASK):
        return None
    last = tree.sentence(frame.head)[1]
    for i in range(frame.head + 1, min(last, frame.head + 14)):
        token = tree.tokens[i]
        if token.tag in FINITE or token.lower in ("so", "such"):
            break
        if token.lower == "that" and token.tag in ("IN", "WDT") and token.dep == "mark":
            head = token.head
            end = min(tree.tokens[max(tree.right[head], i)].end, ceiling)
            return Content([trim(text, token.start, end)], "that")
        if token.start >= ceiling:
            break
    return None


def _to_content(frame: Frame, text: str, clause: Token, ceiling: int) -> Content | None:
    tree = frame.tree
    to = next((c for c in tree.children(clause.i, "aux") if c.lower == "to"), None)
    if to is None or to.i < frame.head:
        return None
    start = to.start
    before = tree.tokens[to.i - 1]
    if before.lower == "not":
        start = before.start
    whom = tree.child(clause.i, "nsubj") or tree.child(frame.head, "dobj", "dative")
    if whom is not None and frame.head < whom.i < to.i and frame.takes & ASK:
        start = tree.tokens[max(tree.left[whom.i], frame.head + 1)].start
    return Content([trim(text, start, min(tree.tokens[tree.right[clause.i]].end, ceiling))], "infinitive")


def _infinitive(frame: Frame, text: str, ceiling: int) -> Content | None:
    tree = frame.tree
    called = frame.lemma == "call" and any(p.lower in ("on", "upon") for p in tree.children(frame.head, "prep"))
    if not frame.takes & (TO | ASK) and not called:
        return None
    for clause in tree.children(frame.head, "xcomp", "advcl"):
        if clause.i > frame.head and clause.tag == "VB" and (clause.dep == "xcomp" or frame.takes & ASK):
            content = _to_content(frame, text, clause, ceiling)
            if content is not None:
                return content
    return None


def _called(frame: Frame, text: str, ceiling: int) -> Content | None:
    """ "called it a mistake", "described the report as thorough"."""
    tree = frame.tree
    if not frame.takes & AS:
        return None
    as_ = next((p for p in tree.children(frame.head, "prep") if p.lower == "as" and p.i > frame.head), None)
    object_ = next((c for c in tree.children(frame.head, "dobj") if c.i > frame.head), None)
    small = next((c for c in tree.children(frame.head, "oprd", "ccomp", "xcomp", "attr") if c.i > frame.head), None)
    last = as_ or small
    if last is None or last.tag == "VB":
        return None
    if object_ is None and last.dep != "ccomp":
        return None
    first = tree.left[object_.i] if object_ is not None else tree.left[last.i]
    first = max(first, frame.head + 1)
    end = max(tree.right[last.i], tree.right[object_.i] if object_ is not None else 0)
    return Content([trim(text, tree.tokens[first].start, min(tree.tokens[end].end, ceiling))], "called")


def _prepositional(frame: Frame, text: str, ceiling: int) -> Content | None:
    """ "called for a review", "warned of war", "accused him of lying"."""
    tree = frame.tree
    if frame.verb is None or not frame.verb.preps:
        return None
    for clause in tree.children(frame.head, "advcl"):
        mark = tree.child(clause.i, "mark")
        if mark is not None and mark.i == frame.head + 1 and mark.lower in frame.verb.preps and clause.tag == "VB":
            end = min(tree.tokens[tree.right[clause.i]].end, ceiling)
            return Content([trim(text, mark.end, end)], "preposition", Span(mark.start, mark.end))
    for prep in tree.children(frame.head, "prep", "prt"):
        if prep.i < frame.head or prep.lower not in frame.verb.preps:
            continue
        thing = tree.child(prep.i, "pobj", "pcomp")
        if thing is None:
            thing = tree.child(frame.head, "dobj") if prep.dep == "prt" else None
        if thing is None or thing.i < prep.i or thing.tag == "PRP" or thing.lower == "anonymity":
            continue
        end = min(tree.tokens[max(tree.right[prep.i], tree.right[thing.i])].end, ceiling)
        accused = tree.child(frame.head, "dobj")
        if accused is not None and accused.i < prep.i and frame.lemma in ("accuse", "call", "blame", "criticize"):
            start = tree.tokens[max(tree.left[accused.i], frame.head + 1)].start
            return Content([trim(text, start, end)], "preposition")
        if prep.i != frame.head + 1:
            continue
        wish = next((c for c in tree.children(frame.head, "xcomp", "advcl") if c.tag == "VB" and c.i > thing.i), None)
        if wish is not None and any(c.lower == "to" for c in tree.children(wish.i, "aux")):
            end = max(end, tree.tokens[tree.right[wish.i]].end)
        end = min(max(end, _with_tail(frame, prep.i, text, ceiling)), ceiling)
        return Content([trim(text, prep.end, end)], "preposition", Span(prep.start, prep.end))
    return None


def _gerund(frame: Frame, text: str, ceiling: int) -> Content | None:
    tree = frame.tree
    if not frame.takes & ING:
        return None
    for clause in tree.children(frame.head, "xcomp", "ccomp"):
        if clause.i > frame.head and clause.tag == "VBG" and tree.child(clause.i, "aux", "auxpass") is None:
            start = tree.tokens[max(tree.left[clause.i], frame.head + 1)].start
            return Content([trim(text, start, min(tree.tokens[tree.right[clause.i]].end, ceiling))], "gerund")
    return None


def _noun_phrase(frame: Frame, text: str, ceiling: int) -> Content | None:
    tree = frame.tree
    if not frame.takes & NP or frame.subject is None:
        return None
    object_ = next((c for c in tree.children(frame.head, "dobj") if c.i > frame.head), None)
    if object_ is None or object_.tag in ("PRP", "WP", "WDT", "DT") or object_.ent in ("DATE", "TIME"):
        return None
    if frame.lemma == "question" and (
        object_.ent == "PERSON" or object_.lower in ROLE_WORDS or object_.lower in PEOPLE
    ):
        return None
    det = tree.child(object_.i, "det")
    if det is not None and det.lower in ("this", "that", "these", "those"):
        return None
    that = next((c for c in tree.children(object_.i, "acl", "ccomp") if _has_that(tree, c)), None)
    if that is not None:
        first = max(tree.left[object_.i], frame.head + 1)
        end = max(tree.right[object_.i], tree.right[that.i])
        span = trim(text, tree.tokens[first].start, min(tree.tokens[end].end, ceiling))
        return Content([span], "noun phrase")
    first = max(tree.left[object_.i], frame.head + 1)
    end = min(_with_tail(frame, object_.i, text, ceiling), ceiling)
    return Content([trim(text, tree.tokens[first].start, end)], "noun phrase")


def _has_that(tree: Tree, clause: Token) -> bool:
    mark = tree.child(clause.i, "mark")
    return mark is not None and mark.lower == "that"


def _with_tail(frame: Frame, i: int, text: str, ceiling: int) -> int:
    """The end of the phrase at token `i` with the prepositional phrases that follow it, but not "on Monday" or "in a
    statement", and without a relative clause behind a comma."""
    tree = frame.tree
    last = tree.right[i]
    for clause in tree.children(i, "relcl", "appos", "acl"):
        before = tree.tokens[tree.left[clause.i] - 1]
        if clause.i > i and before.lower == ",":
            last = min(last, before.i - 1)
            return tree.tokens[max(last, i)].end
    for prep in sorted(tree.children(frame.head, "prep"), key=lambda t: t.i):
        if tree.left[prep.i] != last + 1:
            continue
        thing = tree.child(prep.i, "pobj", "pcomp")
        if thing is None or thing.lower in VENUES or thing.lower in TIMES or thing.ent in ("DATE", "TIME"):
            break
        last = tree.right[prep.i]
    return tree.tokens[last].end


def _noun_clause(frame: Frame, text: str) -> Content | None:
    tree = frame.tree
    clause = next((c for c in tree.children(frame.head, "acl", "ccomp") if c.i > frame.head), None)
    if clause is None:
        return None
    return Content([trim(text, tree.tokens[tree.left[clause.i]].start, tree.tokens[tree.right[clause.i]].end)], "noun")


# --- cues that trail or interrupt -----------------------------------------------------------------------------------

_AFTER_ASIDE = re.compile(
    r"\s*(?:$|[.!?;]|,?\s(?:adding|noting|citing|referring|and\s(?:added|adding|that)|but|according|saying|calling|while|"
    r"when|after|as|in|on|at|during|speaking|telling|who|which|where|with)\b)"
)


def _trailing(frame: Frame, text: str, floor: int, ceiling: int) -> Content | None:
    """ "The bridge will hold, she said." and "The bridge, she said, will hold."."""
    if not frame.takes & SAY or frame.subject is None:
        return None
    left = _skip_back(text, frame.left, floor)
    if left <= floor or text[left - 1] not in ",—–-―":
        return None
    tree = frame.tree
    token = tree.tokens[frame.head]
    right = [c for c in tree.children(frame.head, "ccomp", "xcomp") if c.i > frame.head]
    if right and min(tree.left[c.i] for c in right) > frame.head:
        return None
    if any(tree.children(frame.head, "dobj")) and frame.lemma != "tell":
        return None
    own = tree.tokens[frame.subject].head == frame.head
    if token.dep in ("relcl", "acl") or (token.dep == "advcl" and not frame.aside) or (token.dep == "conj" and not own):
        return None
    first = tree.at(floor)
    if tree.before(left - 1) <= first:
        return None
    if _only_leads_in(frame, first, tree.before(left - 1)):
        return None
    after = _aside_end(frame, text, ceiling)
    before = trim(text, floor, left)
    if before.end <= before.start:
        return None
    rest = _AFTER_ASIDE.match(text[after:ceiling])
    resumed = trim(text, after, ceiling)
    if rest is None and resumed.end > resumed.start and text[after : after + 1] in ",—–-":
        lead = tree.tokens[first]
        if " " not in before.of(text) and lead.tag in ("RB", "CC", "IN", "UH") and lead.lower not in ("yes", "no"):
            return Content([resumed], "parenthetical")
        return Content([before, resumed], "parenthetical")
    if not tree.finite(first, tree.before(left - 1)) and (after - frame.right > 20 or len(before.of(text).split()) < 3):
        return None
    return Content([before], "trailing")


def _only_leads_in(frame: Frame, first: int, last: int) -> bool:
    """Whether a circumstance of the cue fills the tokens before it: "Speaking to students, she responded"."""
    tree = frame.tree
    lead = next((c for c in tree.children(frame.head, "advcl", "prep") if c.i < frame.head), None)
    if lead is None or lead.tag not in ("VBG", "VBN", "IN"):
        return False
    return tree.left[lead.i] <= first and tree.right[lead.i] >= last - 1


def _skip_back(text: str, at: int, floor: int) -> int:
    while at > floor and text[at - 1] in " \t\n\u00a0":
        at -= 1
    return at


def _aside_end(frame: Frame, text: str, ceiling: int) -> int:
    """Where an interrupting cue's own words end: at the next comma or dash after cue, speaker and adverbials."""
    at = frame.right
    found = re.compile(r"[,—–.!?;]").search(text, at, ceiling)
    return found.start() if found else ceiling


_ON_SOURCE = re.compile(r",\s(?:who|which|whose)\b[^,]{0,120}")


def _after_source(frame: Frame, text: str, ceiling: int) -> int:
    """Where content starts after "According to two people, who asked not to be named, ..."."""
    clause = _ON_SOURCE.match(text, frame.right, ceiling)
    comma = text.find(",", clause.end() if clause else frame.right, ceiling)
    return comma + 1 if frame.right <= comma <= frame.right + 160 else frame.right


def _according(frame: Frame, text: str, floor: int, ceiling: int) -> Content | None:
    left = _skip_back(text, frame.left, floor)
    before = trim(text, floor, left)
    tree = frame.tree
    opening = re.fullmatch(r"(?:\S+:|\S+(?: \S+)?,?|.*\b(?:that|and|but|because|while))?", before.of(text), re.DOTALL)
    if opening and not before.of(text)[:1].isdigit():
        start = _after_source(frame, text, ceiling)
        after = trim(text, start, ceiling)
        return Content([after], "according to") if after.end > after.start else None
    after_at = _aside_end(frame, text, ceiling)
    resumed = trim(text, after_at, ceiling)
    interrupts = text[left - 1] in ",—–" and text[after_at : after_at + 1] in (",", "—", "–")
    if interrupts and not tree.finite(tree.at(floor), tree.before(left - 1)) and resumed.end > resumed.start:
        return Content([before, resumed], "according to")
    return Content([before], "according to")
