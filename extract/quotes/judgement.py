"""Two learned decisions about content: where it ends, and whether it is a quote at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.learned import Decisions, Features
from extract.lexicon.cues import DOCUMENTS
from extract.lexicon.words import FEMININE, FIRST, FIRST_PLURAL, MASCULINE, NEUTER, PLURAL
from extract.parse.spacy_parser import Token
from extract.parse.tree import FINITE, NOMINAL, Tree
from extract.quotes.content_spans import Content, trim
from extract.quotes.cue_frames import Frame
from extract.types import BlockKind, Span

if TYPE_CHECKING:
    from extract.quotes.paragraph import Draft

MAX_ENDS = 14
"""The number of possible ends of one content that are compared."""

OPEN_ENDS = frozenset({"clause", "that", "infinitive", "gerund", "noun phrase", "preposition"})
"""The rules whose content is to the right of a cue, with an end that grammar alone does not decide."""

_JOINTS = frozenset(
    {"and", "but", "or", "while", "although", "though", "despite", "as", "after", "before", "when", "because", "since",
     "with", "which", "who", "in", "on", "at", "during", "following", "by", "for", "if", "where", "so", "amid"}
)  # fmt: skip
_PRONOUNS = MASCULINE | FEMININE | NEUTER | PLURAL | FIRST | FIRST_PLURAL


def settle_end(decisions: Decisions, frame: Frame, text: str, content: Content, ceiling: int) -> Content:
    """The content with the most probable end between its start and `ceiling`, the sentence's end."""
    last = content.pieces[-1]
    if content.rule not in OPEN_ENDS or any(mark in text[last.start : ceiling] for mark in '"“”«»'):
        return content
    ends = _ends(frame.tree, text, last, ceiling)
    if len(ends) < 2:
        return content
    rows = [_end_features(frame, text, content, end, ceiling) for end in ends]
    spans = [trim(text, last.start, end) for end in ends]
    choice = decisions.choose("end", rows, (last.start, spans))
    return content._replace(pieces=[*content.pieces[:-1], spans[choice.best]])


def _ends(tree: Tree, text: str, span: Span, ceiling: int) -> list[int]:
    """The possible ends: before punctuation and conjunctions, at the rule's end, and at the sentence's end."""
    first, last = tree.at(span.start), tree.before(ceiling - 1)
    found = {span.end}
    for i in range(first + 1, last + 1):
        token = tree.tokens[i]
        if token.text in (",", ";", "–", "—", "(", ":") or token.lower in _JOINTS or token.tag == "VBG":
            before = tree.tokens[i - 1]
            if before.text not in (",", ";", "–", "—", "("):
                found.add(before.end)
    closing = trim(text, span.start, ceiling).end
    found.add(closing)
    own = sorted(end for end in found if span.start < end <= closing)
    if len(own) <= MAX_ENDS:
        return own
    near = sorted(own, key=lambda end: (end not in (span.end, closing), abs(end - span.end)))[:MAX_ENDS]
    return sorted(near)


def _end_features(frame: Frame, text: str, content: Content, end: int, ceiling: int) -> Features:
    """The features of whether content ends at the offset `end`."""
    tree, last = frame.tree, content.pieces[-1]
    first, inner = tree.at(last.start), tree.before(end - 1)
    closing = trim(text, last.start, ceiling).end
    words = len(text[last.start : end].split())
    tests = {
        "rule": end == last.end,
        f"rule {content.rule}": end == last.end,
        "sentence": end == closing,
        f"sentence {content.rule}": end == closing,
        "short of rule": end < last.end,
        f"short of rule {content.rule}": end < last.end,
        "beyond rule": end > last.end,
        f"beyond rule {content.rule}": end > last.end,
        "no verb": not tree.finite(first, inner),
        f"no verb {content.rule}": not tree.finite(first, inner),
        f"words {min(words, 4)}": words < 5,
    }
    if end < closing and inner + 1 < len(tree.tokens):
        tests.update(_next_tests(frame, content.rule, first, inner, end > last.end))
    return {name: 1.0 for name, holds in tests.items() if holds}


def _next_tests(frame: Frame, rule: str, first: int, inner: int, beyond: bool) -> dict[str, bool]:
    """The features of the words right after a possible end."""
    tree = frame.tree
    mark = tree.tokens[inner + 1]
    after = tree.tokens[min(inner + 2, len(tree.tokens) - 1)]
    joint = mark.text in (",", ";", "–", "—", "(", ":")
    word = after if joint else mark
    beyond_it = tree.tokens[min(word.i + 1, len(tree.tokens) - 1)]
    side = "beyond" if beyond else "within"
    follower = beyond_it.lower if beyond_it.lower in _PRONOUNS else beyond_it.tag
    lead = f"{mark.text if joint else ''}{word.lower if word.lower in _JOINTS else word.tag}"
    head = tree.tokens[word.head]
    hangs = "content" if first <= head.i <= inner else "cue" if head.i == frame.head else "elsewhere"
    verb = next((t for t in tree.tokens[word.i : word.i + 8] if t.tag in FINITE or t.tag == "VBG"), None)
    cue = tree.tokens[frame.head].tag
    own = next((t.tag for t in tree.tokens[first : inner + 1] if t.tag in FINITE), "none")
    return {
        f"then {lead}": True,
        f"then {lead} {side}": True,
        f"then {lead} {rule}": True,
        f"then {lead}, {hangs}": True,
        f"hangs on {hangs}": True,
        f"hangs on {hangs} {word.dep}": True,
        f"then {word.lower} {follower}": word.lower in _JOINTS,
        "same tense as content": verb is not None and verb.tag == own != cue,
        "same tense as cue": verb is not None and verb.tag == cue != own,
        "modal next": verb is not None and verb.tag == "MD",
        f"no verb next {side}": verb is None,
    }


# --- whether it is a quote --------------------------------------------------------------------------------------------


def quote_features(text: str, tree: Tree, draft: Draft, zone: BlockKind) -> Features:
    """The features of whether a draft is a quote with the right bounds."""
    first = draft.fragments[0]
    words = sum(len(f.of(text).split()) for f in draft.fragments)
    rule, frame = draft.rule, draft.frame
    at = tree.at(first.start)
    opening = tree.tokens[at] if at < len(tree.tokens) else None
    tests = {
        "bias": True,
        f"{rule} {draft.kind}": True,
        f"in a {zone}": True,
        f"{rule} in a {zone}": True,
        f"words {words if words < 6 else 6 if words < 10 else 10 if words < 20 else 20 if words < 40 else 40}": True,
        f"{rule} short": words < 4,
        "no speaker": draft.speaker is None,
        f"{rule} no speaker": draft.speaker is None,
        "no cue": draft.cue is None,
        "addressee": draft.addressee is not None,
        "several pieces": len(draft.fragments) > 1,
        "cue behind": draft.cue is not None and draft.cue.start > first.start,
    }
    if opening is not None and opening.start < first.end:
        verb = tree.finite(at, tree.before(draft.fragments[-1].end - 1))
        tests |= {
            f"opens {opening.tag}": True,
            f"{rule} opens {opening.tag}": True,
            f"opens {opening.lower}": opening.lower in _OPENINGS,
            f"{rule} verb {verb}": True,
        }
    if frame is not None:
        tests |= _cue_tests(tree, frame, rule)
    return {name: 1.0 for name, holds in tests.items() if holds}


_OPENINGS = frozenset(
    {"that", "to", "a", "an", "the", "his", "her", "their", "its", "how", "what", "why", "whether", "if", "no", "any",
     "for", "as", "him", "them", "it", "there", "he", "she", "they", "this", "some", "new", "who", "where"}
)  # fmt: skip


def _cue_tests(tree: Tree, frame: Frame, rule: str) -> dict[str, bool]:
    """The features of the cue and its subject."""
    cue = tree.tokens[frame.head]
    subject = tree.tokens[frame.subject] if frame.subject is not None else None
    auxiliaries = [c.lower for c in tree.children(cue.i, "aux", "auxpass") if c.i < cue.i]
    who = _subject_kind(subject)
    return {
        f"cue {frame.lemma}": True,
        f"cue {frame.lemma} {rule}": True,
        f"cue {frame.lemma} {who}": True,
        f"cue {cue.tag}": True,
        f"cue {cue.tag} {rule}": True,
        f"cue as {cue.dep}": True,
        f"{rule} as {cue.dep}": True,
        f"subject {who}": True,
        f"{rule} subject {who}": True,
        f"auxiliary {auxiliaries[0] if auxiliaries else 'none'}": True,
        f"form {frame.form}": True,
        "aside": frame.aside,
        "far from its subject": subject is not None and abs(subject.i - cue.i) > 8,
        "subject behind": subject is not None and subject.i > cue.i,
    }


def _subject_kind(subject: Token | None) -> str:
    if subject is None:
        return "none"
    if subject.lower in _PRONOUNS or subject.tag not in NOMINAL:
        return subject.lower if subject.lower in _PRONOUNS else subject.tag
    if subject.lower in DOCUMENTS:
        return "document"
    return subject.ent or subject.tag
