"""Finds content to the right of a cue: that-clauses, infinitives, noun phrases, gerunds, and clauses of nouns."""

from __future__ import annotations

import re

from extract.lexicon.cues import AS, ASK, DOC, ING, NP, SAY, TIMES, TO, VENUES
from extract.lexicon.words import PEOPLE, ROLE_WORDS
from extract.parse.spacy_parser import Token
from extract.parse.tree import FINITE, Tree
from extract.quotes.content_spans import Content, trim
from extract.quotes.cue_frames import Frame
from extract.types import Span


def find_clause(frame: Frame, text: str, ceiling: int) -> Content | None:
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
    """The end of a content clause: its subtree, and a coordinated clause that the parser attached to the cue."""
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
    if _goes_on(frame, last):
        return end
    if _lists_on(tree, text, end, ceiling):
        return ceiling
    return ceiling if text[end : end + 1] == " " else end


def _goes_on(frame: Frame, last: int) -> bool:
    """Whether the speaker does something else right after token `last`: "said it was late and left the room"."""
    tree = frame.tree
    cc = next((c for c in tree.children(frame.head, "cc") if c.i > frame.head), None)
    other = tree.child(frame.head, "conj")
    if cc is None or other is None or not last < cc.i <= last + 2 or cc.i > other.i:
        return False
    return other.tag in FINITE and tree.child(other.i, "nsubj", "nsubjpass") is None


_LISTS_ON = re.compile(r",(?: and| or)? [^\"“”]+")


def _lists_on(tree: Tree, text: str, end: int, ceiling: int) -> bool:
    """Whether only further content follows up to the sentence's end: ", and Board letters and minutes"."""
    if _LISTS_ON.fullmatch(text, end, ceiling) is None:
        return False
    rest = tree.tokens[tree.at(end + 1) : tree.before(ceiling - 1) + 1]
    word = next((t for t in rest if t.lower not in ("and", "or")), None)
    return word is not None and word.tag[:1] in "NJD" and not any(t.tag in FINITE for t in rest)


def _that_fallback(frame: Frame, text: str, ceiling: int) -> Content | None:
    """ "said ... that ...": the content by the word "that" alone, if the parser attached the clause elsewhere."""
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
    called_on = _called_on(frame)
    if called_on is not None:
        whom = whom or tree.child(called_on.i, "pobj")
    if whom is not None and frame.head < whom.i < to.i and (frame.takes & ASK or called_on is not None):
        start = tree.tokens[max(tree.left[whom.i], frame.head + 1)].start
    last = tree.right[clause.i]
    for other in tree.children(frame.head, "conj"):
        bare = other.tag == "VB" and not tree.finite(tree.left[other.i], tree.right[other.i])
        if bare and last < tree.left[other.i] <= last + 4 and tree.child(other.i, "aux", "nsubj") is None:
            last = tree.right[other.i]
    particle = Span(called_on.start, called_on.end) if called_on is not None and called_on.end < start else None
    return Content([trim(text, start, min(tree.tokens[last].end, ceiling))], "infinitive", particle)


def _called_on(frame: Frame) -> Token | None:
    """The "on" of "called on the board to resign"."""
    preps = frame.tree.children(frame.head, "prep") if frame.lemma == "call" else ()
    return next((p for p in preps if p.i > frame.head and p.lower in ("on", "upon")), None)


def find_infinitive(frame: Frame, text: str, ceiling: int) -> Content | None:
    tree = frame.tree
    if not frame.takes & (TO | ASK) and _called_on(frame) is None:
        return None
    for clause in tree.children(frame.head, "xcomp", "advcl"):
        if clause.i > frame.head and clause.tag == "VB" and (clause.dep == "xcomp" or frame.takes & ASK):
            content = _to_content(frame, text, clause, ceiling)
            if content is not None:
                return content
    return None


def find_called(frame: Frame, text: str, ceiling: int) -> Content | None:
    """ "called it a mistake", "described the report as thorough"."""
    tree = frame.tree
    if not frame.takes & AS:
        return None
    object_ = next((c for c in tree.children(frame.head, "dobj") if c.i > frame.head), None)
    as_ = _as_what(tree, frame.head, object_)
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


def _as_what(tree: Tree, head: int, object_: Token | None) -> Token | None:
    """The description after "as": the "as" of the cue or of its object, or the participle after it; or None."""
    for i in (head, object_.i if object_ is not None else head):
        for child in tree.children(i, "prep", "advcl"):
            if child.i < head:
                continue
            if child.lower == "as":
                return child
            mark = tree.child(child.i, "mark") if child.tag in ("VBN", "VBG") else None
            beside = mark is not None and object_ is not None and mark.i == tree.right[object_.i] + 1
            if mark is not None and mark.lower == "as" and beside:
                return child
    return None


def find_prepositional(frame: Frame, text: str, ceiling: int) -> Content | None:
    """ "called for a review", "warned of war", "accused him of lying"."""
    tree = frame.tree
    if frame.verb is None or not frame.verb.preps:
        return None
    for clause in tree.children(frame.head, "advcl"):
        mark = tree.child(clause.i, "mark")
        if mark is not None and mark.i == frame.head + 1 and mark.lower in frame.verb.preps and clause.tag == "VB":
            end = min(tree.tokens[tree.right[clause.i]].end, ceiling)
            return Content([trim(text, mark.end, end)], "preposition", Span(mark.start, mark.end))
    accused = tree.child(frame.head, "dobj")
    preps = list(tree.children(frame.head, "prep", "prt"))
    if accused is not None and frame.lemma in _OF_WHOM:
        preps += tree.children(accused.i, "prep")
    for prep in preps:
        if prep.i < frame.head or prep.lower not in frame.verb.preps:
            continue
        thing = tree.child(prep.i, "pobj", "pcomp")
        if thing is None:
            thing = tree.child(frame.head, "dobj") if prep.dep == "prt" else None
        if thing is None or thing.i < prep.i or thing.tag == "PRP" or thing.lower == "anonymity":
            continue
        end = min(tree.tokens[max(tree.right[prep.i], tree.right[thing.i])].end, ceiling)
        if accused is not None and frame.head < accused.i < prep.i and frame.lemma in _OF_WHOM:
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


_OF_WHOM = frozenset(
    [
        "accuse",
        "applaud",
        "blame",
        "blast",
        "call",
        "commend",
        "condemn",
        "criticise",
        "criticize",
        "denounce",
        "fault",
        "lambast",
        "laud",
        "mock",
        "praise",
        "salute",
        "slam",
        "thank",
    ]
)
"""Verbs whose object is part of the content: "accused him of lying", "praised her for her calm"."""


def find_gerund(frame: Frame, text: str, ceiling: int) -> Content | None:
    tree = frame.tree
    if not frame.takes & ING:
        return None
    for clause in tree.children(frame.head, "xcomp", "ccomp"):
        if clause.i > frame.head and clause.tag == "VBG" and tree.child(clause.i, "aux", "auxpass") is None:
            start = tree.tokens[max(tree.left[clause.i], frame.head + 1)].start
            return Content([trim(text, start, min(tree.tokens[tree.right[clause.i]].end, ceiling))], "gerund")
    return None


def find_noun_phrase(frame: Frame, text: str, ceiling: int) -> Content | None:
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
    """The end of the phrase at token `i`, including the prepositional phrases after it.

    Excluded are "on Monday", "in a statement" and the like, and a relative clause after a comma.
    """
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
    return _without_venue(tree, i, last)


def _without_venue(tree: Tree, i: int, last: int) -> int:
    """The end of the phrase from token `i` to `last`, without a relative clause after a comma and without a venue.

    As in "the inquiry | in a short statement" and "the deal | during the debate".
    """
    for j in range(i + 1, last):
        token = tree.tokens[j]
        if token.text == "," and tree.tokens[j + 1].tag in ("WDT", "WP", "WP$"):
            return tree.tokens[j - 1].end
        thing = tree.child(j, "pobj") if token.lower in _AT and token.dep == "prep" else None
        if thing is not None and thing.lower in VENUES and tree.right[j] >= last - 1:
            return tree.tokens[j - 1].end
    return tree.tokens[last].end


_AT = frozenset({"in", "on", "at", "during"})


def find_noun_clause(frame: Frame, text: str) -> Content | None:
    tree = frame.tree
    clause = next((c for c in tree.children(frame.head, "acl", "ccomp") if c.i > frame.head), None)
    if clause is None:
        return None
    return Content([trim(text, tree.tokens[tree.left[clause.i]].start, tree.tokens[tree.right[clause.i]].end)], "noun")
