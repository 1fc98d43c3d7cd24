"""Candidates for names: combines the model's entities and capitalised words into whole names."""

from __future__ import annotations

from collections.abc import Sequence

from extract.actors.mention_candidates import Document, Page
from extract.lexicon.countries import gazetteer
from extract.lexicon.words import (
    BODIES,
    FEMALE_NAMES,
    HONORIFICS,
    MALE_NAMES,
    ORG_WORDS,
    ROLE_WORDS,
    TITLE_WORDS,
    VESSELS,
)
from extract.parse.spacy_parser import Token
from extract.types import ActorKind

LABELS: dict[str, ActorKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group", "LOC": "place", "FAC": "place",
}  # fmt: skip
"""The model's labels that can be actors, and the kind of actor each suggests."""
_OPENING = frozenset({"“", '"', "‘", "'", "(", "``"})
_CLOSING = frozenset({"”", '"', "’", "'", ")", "''"})
MAX_NAME_TOKENS = 25
"""The longest name, in tokens."""
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_HOUSES = frozenset({"bank", "church", "college", "university"})
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "de", "&"})


def propose(page: Page) -> list[tuple[int, int, str]]:
    """Token ranges (end exclusive) of possible names, with the model's label, "" if only capitals suggest one."""
    tokens = page.tokens
    ranges = [(e.first, e.last, e.label) for e in page.parse.entities if e.label in LABELS]
    covered = {i for first, last, _ in ranges for i in range(first, last)}
    other = {i for e in page.parse.entities if e.label not in LABELS for i in range(e.first, e.last)}
    find = gazetteer().find
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in covered or not is_capital(token) or (token.tag not in _NAME_TAGS and find(token.text) is None):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and end not in covered and is_capital(tokens[end]) and tokens[end].tag in _NAME_TAGS:
            end += 1
        alone = end - i == 1 and (i + 1 not in other and i - 1 not in other)
        if i not in other or alone or any(find(t.text) for t in tokens[i:end]) or tokens[i - 1].lower in HONORIFICS:
            ranges.append((i, end, ""))
        i = end
    ranges = [(_given_name_before(page, first, label, covered), last, label) for first, last, label in ranges]
    ranges = _with_acronyms(page, _with_hyphens(page, _with_nicknames(page, ranges)))
    ranges = [(first, _with_of(page, first, last, label), label) for first, last, label in sorted(ranges)]
    ranges = [_whole_house(page, *r) for r in ranges]
    inside = [
        r
        for r in ranges
        if r[1] - r[0] <= MAX_NAME_TOKENS and page.inside(tokens[r[0]]) and page.inside(tokens[r[1] - 1])
    ]
    return _join_neighbours(page, inside)


def _given_name_before(page: Page, first: int, label: str, covered: set[int]) -> int:
    """The start of a person's name, with the given name before it that the model saw as no part: "Per Dahl"."""
    tokens = page.tokens
    before = first - 1
    if label != "PERSON" or before < 0 or before in covered or tokens[before].tag not in _NAME_TAGS:
        return first
    name = tokens[before].text
    given = name.istitle() and (name.lower() in MALE_NAMES or name.lower() in FEMALE_NAMES)
    return before if given else first


def _whole_house(page: Page, first: int, last: int, label: str) -> tuple[int, int, str]:
    """The range extended by a preceding "church of" or "university of", which may be in lower case."""
    tokens = page.tokens
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].text in _HOUSES:
        return first - 2, last, "ORG"
    return first, last, label


def _with_of(page: Page, first: int, last: int, label: str) -> int:
    """The end of the name, including "of Flight" or "for the Welfare of Immigrants" after it."""
    tokens = page.tokens
    bodied = tokens[last - 1].lower in ORG_WORDS or tokens[last - 1].lower in BODIES
    if label not in ("", "ORG", "FAC") or not bodied or not is_capital(tokens[last - 1]):
        return last
    end = last
    while end + 1 < len(tokens) and tokens[end].lower in ("of", "for"):
        begin = end + 1 + (tokens[end + 1].lower == "the")
        stop = begin
        while stop < len(tokens) and is_capital(tokens[stop]) and tokens[stop].tag in _NAME_TAGS:
            stop += 1
        if stop == begin:
            break
        end = stop
    return end


def _with_nicknames(page: Page, ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """`Vincent “Vinny” Calabrese` as one name."""
    tokens = page.tokens
    whole: list[tuple[int, int, str]] = []
    for i in range(len(tokens) - 4):
        first, open_, nick, close, last = tokens[i : i + 5]
        if open_.text in _OPENING and close.text in _CLOSING and all(t.tag in _NAME_TAGS for t in (first, nick, last)):
            end = i + 5
            while end < len(tokens) and tokens[end].tag in _NAME_TAGS and is_capital(tokens[end]):
                end += 1
            whole.append((i, end, "PERSON"))
    others = [r for r in ranges if not any(r[0] < end and first < r[1] for first, end, _ in whole)]
    return sorted([*others, *whole])


def _with_hyphens(page: Page, ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Whole double names where the model found half of one: "Vance-Lloyd". Two countries ("US-China") stay separate."""
    whole: list[tuple[int, int, str]] = []
    for first, last, label in ranges:
        while _hyphenated(page, last):
            last += 2
        while first > 1 and _hyphenated(page, first - 1):
            first -= 2
        if whole and first < whole[-1][1]:
            start, end, before = whole.pop()
            first, last = min(first, start), max(last, end)
            label = "PERSON" if "PERSON" in (label, before) else before or label
        whole.append((first, last, label))
    return whole


def _hyphenated(page: Page, i: int) -> bool:
    """Whether token `i` is a hyphen between two capitalised words that are not countries."""
    tokens, find = page.tokens, gazetteer().find
    if not 0 < i < len(tokens) - 1 or tokens[i].text not in ("-", "‑"):
        return False
    left, right = tokens[i - 1], tokens[i + 1]
    close = left.end == tokens[i].start and tokens[i].end == right.start
    capital = left.text[:1].isupper() and right.text[:1].isupper()
    return close and capital and not find(left.text) and not find(right.text)


def _with_acronyms(page: Page, ranges: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The full form of an acronym in brackets as one name: "Movement for 5 Rivers (M5R)"."""
    tokens = page.tokens
    whole: list[tuple[int, int, str]] = []
    for i in range(2, len(tokens) - 2):
        short = tokens[i + 1].text
        if tokens[i].text != "(" or tokens[i + 2].text != ")" or not (2 <= len(short) <= 8 and short.isupper()):
            continue
        left, first = len(short), i
        while left and first > 0 and i - first < 12 and tokens[first - 1].text[:1].upper() == short[left - 1]:
            first, left = first - 1, left - 1
            while (
                left
                and first > 1
                and tokens[first - 1].lower in _SMALL
                and short[left - 1] != tokens[first - 1].text[:1]
            ):
                first -= 1
        if not left and is_capital(tokens[first]):
            whole += [(first, i, "ORG"), (i + 1, i + 2, "ORG")]
    others = [r for r in ranges if not any(r[0] < end and first < r[1] for first, end, _ in whole)]
    return sorted([*others, *whole])


def _join_neighbours(page: Page, ranges: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names that the model split in two joined again: "Environment" + "Canada", "Enver" + "Solomon"."""
    tokens, find = page.tokens, gazetteer().find
    joined: list[tuple[int, int, str]] = []
    for first, last, label in ranges:
        if joined and joined[-1][1] == first and first < last:
            start, end, before = joined[-1]
            words = [t.text for t in tokens[start:last]]
            ends = tokens[end - 1], tokens[first]
            titles = ROLE_WORDS | TITLE_WORDS if label == "PERSON" else ROLE_WORDS
            titled = any(t.lower in titles or t.lower in HONORIFICS for t in ends)
            if before == "ORG" and label == "PERSON" and end - start > 1 and tokens[end - 2].lower in ORG_WORDS:
                joined[-1] = (start, end - 1, before)
                joined.append((end - 1, last, label))
                continue
            hangs = any(start <= t.i < end and first <= t.head < last for t in tokens[start:end])
            body = tokens[first].lower in ORG_WORDS and label == "ORG"
            several = end - start > 1 and last - first > 1 and before != label and not body
            known = several or find(" ".join(words[: end - start])) is not None
            if hangs and not titled and not known and ends[0].tag in _NAME_TAGS and ends[1].tag in _NAME_TAGS:
                places = before in ("GPE", "LOC", "") and label in ("GPE", "LOC")
                if places and len(words) == 2 and (before or words[0].lower() in MALE_NAMES | FEMALE_NAMES):
                    label = "PERSON"
                elif before in ("PERSON", "ORG"):
                    label = before
                elif places:
                    label = "ORG"
                joined[-1] = (start, last, label)
                continue
        joined.append((first, last, label))
    return joined


def is_capital(token: Token) -> bool:
    """Whether a token begins like a name: "Aurora", "501ST"."""
    return token.text[:1].isupper() or (token.text[:1].isdigit() and token.text[-1:].isalpha() and token.text.isupper())


def is_title_case(page: Page) -> bool:
    words = [t for t in page.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    return page.kind == "headline" and len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def vessels(doc: Document) -> set[str]:
    """Names of ships and spacecraft, which do not act: "the ferry Aurora", "aboard the Aurora"."""
    found = set()
    for page in doc.pages:
        tokens = page.tokens
        for token in [] if is_title_case(page) else tokens:
            if token.lower not in VESSELS and token.lower not in ("aboard", "board"):
                continue
            first = token.i + 1
            comma = first < len(tokens) and tokens[first].text == "," and token.lower in VESSELS
            first += comma or (first < len(tokens) and tokens[first].lower == "the" and token.lower not in VESSELS)
            last = first
            while last < len(tokens) and tokens[last].tag in _NAME_TAGS and is_capital(tokens[last]):
                last += 1
            if last > first and (not comma or tokens[first].head == token.i):
                found.add(doc.words(page, first, last))
    return found


def is_personal(label: str, size: int, acts: bool) -> bool:
    """Whether a name of `size` words that begins with a given name is a person's despite the model's label.

    True for the label of a body, and for that of a place if the name acts ("Helen Park thanked").
    """
    return (label in ("", "ORG", "NORP") and 1 < size < 5) or (label in ("GPE", "LOC", "FAC") and acts and 1 < size < 4)
