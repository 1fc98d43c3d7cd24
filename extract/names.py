"""Names in the running text: people with the titles around them, organisations, countries, places.

The language model proposes; the gazetteer, titles, and the words of the name decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.countries import gazetteer
from extract.language import Token
from extract.lexicon import (
    BODIES,
    COLLECTIVES,
    FEMALE_NAMES,
    FEMALE_NOUNS,
    HONORIFICS,
    LEGAL_SUFFIX,
    LOCATIVE,
    MALE_NAMES,
    MALE_NOUNS,
    MOTION,
    NON_ACTORS,
    ORG_WORDS,
    PARTICLES,
    PEOPLE,
    ROLES,
    SEATS,
    SHORT_TITLES,
    THINGS,
    TIME_WORDS,
    TITLE_WORDS,
)
from extract.spots import Document, Page, Spot, left_edge, noun_lemma
from extract.types import ActorKind, Span

_LABELS: dict[str, ActorKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group", "LOC": "place", "FAC": "place",
}  # fmt: skip
_OPENING = frozenset({"“", '"', "‘", "'", "(", "``"})
_CLOSING = frozenset({"”", '"', "’", "'", ")", "''"})
_SOME = frozenset({"many", "some", "several", "most", "few", "more", "other", "young", "fellow", "ordinary"})
LONGEST = 25
"""Most tokens a name can have."""

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "both"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_PORTFOLIOS = frozenset({"minister", "ministers", "undersecretary", "commissioner"})
_DOMAIN = re.compile(r"\w\.(?:com|org|net|gov|edu|info|co\.uk)$")
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_PART_OF_TITLE = BODIES | TITLE_WORDS | COLLECTIVES
_ROLE_WORDS = ROLES | SHORT_TITLES | {"minister", "secretary-general"}


def find_names(doc: Document) -> list[Spot]:
    """All names of the article, page by page, in text order."""
    spots: list[Spot] = []
    for page in doc.pages:
        if _is_title_case(page):
            continue
        taken: set[int] = set()
        for first, last, label in _proposals(page):
            for piece in _split(doc, page, first, last, label):
                if taken.isdisjoint(range(piece.first, piece.last)):
                    taken.update(range(piece.first, piece.last))
                    spots.append(piece)
    spots += _again(doc, spots)
    return sorted(spots, key=lambda spot: spot.span)


def _again(doc: Document, spots: Sequence[Spot]) -> list[Spot]:
    """Known names where the model missed them, and countries, above all in headlines that capitalise every word."""
    known: dict[str, list[tuple[list[str], Spot]]] = {}
    for spot in spots:
        words = [t.text for t in doc.pages[spot.page].tokens[spot.first : spot.last]]
        if spot.type == "person" and len(words) > 1 and len(words[-1]) > 2 and words[-1].lower() not in NON_ACTORS:
            known.setdefault(words[-1].lower(), []).append((words[-1:], spot))
        if spot.type in ("person", "organisation") and (len(words) > 1 or len(words[0]) > 2):
            known.setdefault(words[0].lower(), []).append((words, spot))
    taken = {(spot.page, i) for spot in spots for i in range(spot.first, spot.last)}
    found: list[Spot] = []
    for page in doc.pages:
        titled, tokens = _is_title_case(page), page.tokens
        for token in tokens:
            i = token.i
            if not token.text[:1].isupper() or (page.number, i) in taken or not page.inside(token):
                continue
            fits = [
                (words, spot)
                for words, spot in known.get(token.lower, ())
                if [t.lower if titled else t.text for t in tokens[i : i + len(words)]]
                == [word.lower() if titled else word for word in words]
            ]
            if fits:
                words, like = max(fits, key=lambda fit: len(fit[0]))
                spot = _name(doc, page, i, i + len(words), "PERSON" if like.type == "person" else "ORG")
                found.append(spot)
                taken.update((page.number, k) for k in range(i, i + len(words)))
            elif titled and gazetteer().find(token.text):
                found.append(_country(doc, page, i, i + 1))
    return found


def _proposals(page: Page) -> list[tuple[int, int, str]]:
    """Token ranges that may be names, with the model's label ("" where only capitals speak)."""
    tokens = page.tokens
    ranges = [(e.first, e.last, e.label) for e in page.parse.entities if e.label in _LABELS]
    covered = {i for first, last, _ in ranges for i in range(first, last)}
    other = {i for e in page.parse.entities if e.label not in _LABELS for i in range(e.first, e.last)}
    find = gazetteer().find
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in covered or not _capital(token) or (token.tag not in _NAME_TAGS and find(token.text) is None):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and end not in covered and _capital(tokens[end]) and tokens[end].tag in _NAME_TAGS:
            end += 1
        alone = end - i == 1 and (i + 1 not in other and i - 1 not in other)
        if i not in other or alone or any(find(t.text) for t in tokens[i:end]) or tokens[i - 1].lower in HONORIFICS:
            ranges.append((i, end, ""))
        i = end
    ranges = _with_nicknames(page, ranges)
    ranges = [(first, _with_of(page, first, last, label), label) for first, last, label in sorted(ranges)]
    inside = [
        r for r in ranges if r[1] - r[0] <= LONGEST and page.inside(tokens[r[0]]) and page.inside(tokens[r[1] - 1])
    ]
    return _join_neighbours(page, inside)


def _with_of(page: Page, first: int, last: int, label: str) -> int:
    """End of the name when "of Flight" or "for the Welfare of Immigrants" belongs to it."""
    tokens = page.tokens
    bodied = tokens[last - 1].lower in ORG_WORDS or tokens[last - 1].lower in BODIES
    if label not in ("", "ORG", "FAC") or not bodied or not _capital(tokens[last - 1]):
        return last
    end = last
    while end + 1 < len(tokens) and tokens[end].lower in ("of", "for"):
        begin = end + 1 + (tokens[end + 1].lower == "the")
        stop = begin
        while stop < len(tokens) and _capital(tokens[stop]) and tokens[stop].tag in _NAME_TAGS:
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
            while end < len(tokens) and tokens[end].tag in _NAME_TAGS and _capital(tokens[end]):
                end += 1
            whole.append((i, end, "PERSON"))
    kept = [r for r in ranges if not any(r[0] < end and first < r[1] for first, end, _ in whole)]
    return sorted([*kept, *whole])


def _join_neighbours(page: Page, ranges: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names that the model broke in two put together: "Environment" + "Canada", "Enver" + "Solomon"."""
    tokens, find = page.tokens, gazetteer().find
    joined: list[tuple[int, int, str]] = []
    for first, last, label in ranges:
        if joined and joined[-1][1] == first and first < last:
            start, end, before = joined[-1]
            words = [t.text for t in tokens[start:last]]
            ends = tokens[end - 1], tokens[first]
            titles = _ROLE_WORDS | TITLE_WORDS if label == "PERSON" else _ROLE_WORDS
            titled = any(t.lower in titles or t.lower in HONORIFICS for t in ends)
            if before == "ORG" and label == "PERSON" and end - start > 1 and tokens[end - 2].lower in ORG_WORDS:
                joined[-1] = (start, end - 1, before)
                joined.append((end - 1, last, label))
                continue
            hangs = any(start <= t.i < end and first <= t.head < last for t in tokens[start:end])
            several = end - start > 1 and last - first > 1 and before != label
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


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() or (token.text[:1].isdigit() and token.text[-1:].isalpha() and token.text.isupper())


def _is_title_case(page: Page) -> bool:
    words = [t for t in page.tokens if t.text[:1].isalpha() and len(t.text) > 3]
    return page.kind == "headline" and len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _split(doc: Document, page: Page, first: int, last: int, label: str) -> list[Spot]:
    """A proposed range as one or more names: titles, possessives and joined names cut off."""
    first, last = _trim(page, first, last)
    tokens = page.tokens
    if first > 1 and tokens[first - 1].lower in ("of", "for") and tokens[first - 2].lower in _PORTFOLIOS:
        first = first + 1 if label == "PERSON" and last - first > 2 else last if label != "PERSON" else first
    if first >= last or _is_no_name(page, first, last):
        return []
    find = gazetteer().find
    whole = doc.words(page, first, last)
    if find(whole):
        return [_country(doc, page, first, last)]
    cut = _cut(page, first, last, label)
    if cut is not None:
        end, begin, after = cut
        return _split(doc, page, first, end, label) + _split(doc, page, begin, last, after)
    lead = _leading_title(page, first, last, label)
    if lead > first:
        spots = _owners_in_title(doc, page, first, lead)
        return spots + ([_name(doc, page, lead, last, "PERSON")] if lead < last else [])
    found = find(tokens[first].text)
    if (
        found
        and last - first > 1
        and label in ("", "PERSON", "NORP")
        and (found[1] == "adjective" or label != "PERSON")
    ):
        return [_country(doc, page, first, first + 1), *_split(doc, page, first + 1, last, label)]
    return [_name(doc, page, first, last, label)]


def _trim(page: Page, first: int, last: int) -> tuple[int, int]:
    """The range without articles, marks and bare numbers at its ends."""
    tokens = page.tokens
    if tokens[last - 1].lower in THINGS and tokens[first].text.isupper() and len(tokens[first].text) > 2:
        return first, first + 1
    while first < last and (tokens[first].lower in _ARTICLES or not tokens[first].text[0].isalnum()):
        first += 1
    while last > first:
        end = tokens[last - 1]
        marks = not end.text[-1].isalnum() and end.text[-1] not in '.”"'
        if end.text not in _POSSESSIVE and not marks and not (end.text.isdigit() and last - first > 1):
            break
        last -= 1
    return first, last


def _is_no_name(page: Page, first: int, last: int) -> bool:
    """Whether capitals mislead: weekdays, parts of a title, things, single letters, and bodies named by their noun."""
    tokens = page.tokens
    words = [t.lower.rstrip(".") for t in tokens[first:last]]
    thing = words[-1] in THINGS and not ({"of", "for"} & set(words))
    if all(word in TIME_WORDS for word in words) or thing or words[0] in ("shuttle", "operation", "project"):
        return True
    if _DOMAIN.search(words[-1]) or (len(words) > 1 and all(word in TITLE_WORDS or word in ROLES for word in words)):
        return True
    if len(words) > 1:
        return words[:2] == ["space", "shuttle"]
    word = tokens[first].lower
    if word in NON_ACTORS or (len(words[0]) < 2 and not words[0].isdigit()):
        return True
    if word in BODIES or word in COLLECTIVES or word in ROLES:
        return True
    opens = first == page.sentence(first)[0]
    if opens and word in page.words:
        return True
    return last < len(tokens) and word in _PART_OF_TITLE and tokens[last].lower in ROLES


def _cut(page: Page, first: int, last: int, label: str) -> tuple[int, int, str] | None:
    """Where a range holds two names: end of the first, start of the second, and the second's label; else None."""
    tokens = page.tokens
    for i in range(first + 1, last):
        word = tokens[i].lower
        if word in (":", ";", "/", "(", "|") or (label == "PERSON" and word in (",", "and", "&")):
            return i, i + 1, label
        if label == "PERSON" and word in _POSSESSIVE:
            return i, i + 1, ""
        if word == "the" and tokens[i - 1].lower not in ("of", "for", "on", "and", "&", "to", "in", "with", "against"):
            return i, i, label
        if word == "the" and tokens[i - 1].lower == "and":
            return i - 1, i, label
        listed = i == last - 2 and first > 0 and tokens[first - 1].tag == "NNS"
        if word == "and" and listed and tokens[i + 1].lower not in ORG_WORDS:
            return i, i + 1, label
        if word == "on" and not any(t.lower in ORG_WORDS for t in tokens[first:i]):
            return i, i + 1, ""
    named = last - first > 3 and tokens[last - 2].lower in MALE_NAMES | FEMALE_NAMES
    if named and any(t.lower in ("of", "for", "on") or t.lower in ORG_WORDS for t in tokens[first : last - 2]):
        return last - 2, last - 2, "PERSON"
    return None


def _leading_title(page: Page, first: int, last: int, label: str) -> int:
    """Where the name begins after a title inside the range: "US President Joe Biden" -> the index of "Joe"."""
    tokens = page.tokens
    best = first
    if label != "PERSON" and "of" in [t.lower for t in tokens[first:last]]:
        return first
    if label != "PERSON" and tokens[last - 1].lower in ORG_WORDS | BODIES and last - first > 1:
        return first
    for i in range(first, min(last, first + 8)):
        word = tokens[i].lower
        if word in _ROLE_WORDS or word in HONORIFICS:
            best = i + 1
            if i + 1 < last and tokens[i + 1].lower in ("of", "for"):
                return first
    if (
        best == last
        and last - first > 1
        and all(t.lower in _ROLE_WORDS or t.lower in TITLE_WORDS or t.lower in HONORIFICS for t in tokens[first:last])
    ):
        return last
    if best >= last:
        return last if last - first == 1 else first
    return best


def _owners_in_title(doc: Document, page: Page, first: int, lead: int) -> list[Spot]:
    """The country or organisation named inside a title: "US President", "Environment Canada spokesperson"."""
    tokens = page.tokens
    end = first
    while end < lead and tokens[end].lower not in _ROLE_WORDS and tokens[end].lower not in TITLE_WORDS:
        end += 1
    if end == first:
        return []
    whole = doc.words(page, first, end)
    if gazetteer().find(whole):
        return [_country(doc, page, first, end)]
    return [_name(doc, page, first, end, "ORG")]


def _country(doc: Document, page: Page, first: int, last: int) -> Spot:
    tokens = page.tokens
    words = doc.words(page, first, last)
    found = gazetteer().find(words)
    assert found is not None
    country, use = found
    head = last - 1
    spot = Spot(doc.span(page, first, last), page.number, first, last, head, "name", "country", words, country=country)
    following = tokens[last] if last < len(tokens) else None
    if use == "people" and first and (tokens[first - 1].tag == "CD" or tokens[first - 1].lower in _SOME):
        spot.type, spot.plural, spot.acts = "group", True, page.verb_of(head) is not None
        return spot
    modifies = tokens[head].dep in ("amod", "compound", "nmod") and tokens[head].head >= last
    joined = (
        following is not None and following.lower in ("and", "or") and tokens[head].dep in ("amod", "compound", "nmod")
    )
    if use == "capital":
        spot.kind = "metonym"
        spot.place = not _capital_acts(page, head)
    elif use in ("adjective", "people") or modifies or joined:
        spot.kind = "demonym" if use != "name" or modifies else "name"
        spot.place = use == "adjective" and tokens[head].dep in ("amod", "compound") and not modifies and not joined
        if following is not None and following.lower in ("language", "english"):
            spot.place = True
    if spot.kind == "name":
        spot.place = _is_locative(page, head)
    spot.acts = page.verb_of(head) is not None
    if first and tokens[first - 1].lower in ("the", "an", "a") and not modifies:
        spot.span = Span(tokens[first - 1].start, spot.span.end)
        spot.first = first - 1
    return spot


def _is_locative(page: Page, head: int) -> bool:
    """Whether a place name only says where: "in Italy", "a visit to Beijing", "visit China"."""
    tokens = page.tokens
    token = tokens[head]
    above = tokens[token.head]
    if token.dep == "pobj":
        if above.lower in LOCATIVE:
            return True
        if above.lower in ("to", "from", "for"):
            return tokens[above.head].lower in MOTION
        return False
    if token.dep == "conj" and above.i != head and above.tag in _NAME_TAGS:
        return _is_locative(page, above.i)
    return token.dep in ("dobj", "npadvmod", "appos") and (above.lower in MOTION or token.dep != "dobj")


def _capital_acts(page: Page, head: int) -> bool:
    """Whether a capital's name stands for its government: it does something, or something is done to it."""
    token = page.tokens[head]
    above = page.tokens[token.head]
    verb = page.verb_of(head)
    if verb is not None:
        return verb.lower not in ("is", "was", "lies", "has", "had")
    if token.dep in ("dobj", "dative"):
        return above.lower not in MOTION and above.tag.startswith("VB")
    if token.dep == "pobj":
        return above.lower in ("with", "against", "between", "by") and above.dep != "npadvmod"
    return False


def _name(doc: Document, page: Page, first: int, last: int, label: str) -> Spot:
    tokens = page.tokens
    words = doc.words(page, first, last)
    head = last - 1
    for i in range(first, last):
        if not first <= tokens[i].head < last:
            head = i
    spot = Spot(
        doc.span(page, first, last), page.number, first, last, head, "name", _LABELS.get(label), words, label=label
    )
    spot.acts = page.verb_of(head) is not None
    last_word, first_word = tokens[last - 1].lower, tokens[first].lower
    if words.lower() in SEATS:
        spot.type, spot.sure = "organisation", True
        spot.country = gazetteer().countries.get(SEATS[words.lower()])
    elif len(words.split()) > 1 and (
        last_word in ORG_WORDS
        or (any(t.lower in ("of", "for") for t in tokens[first:last]) and first_word in ORG_WORDS)
    ):
        spot.type, spot.sure = "organisation", label != "PERSON"
    elif re.fullmatch(r"[A-Z]{1,2}\d{1,2}|[A-Z][A-Z&.-]{1,6}", words) and label != "PERSON" and not page.shouted:
        spot.type, spot.sure = "organisation", bool(re.search(r"\d", words))
    elif label in ("", "ORG", "NORP") and 1 < last - first < 5 and first_word in MALE_NAMES | FEMALE_NAMES:
        spot.type = "person"
    elif label in ("GPE", "LOC", "FAC"):
        spot.place = _is_locative(page, head)
    _read_title(doc, page, spot)
    return spot


# --- titles before and after a name ---------------------------------------------------------------------------------


def _read_title(doc: Document, page: Page, spot: Spot) -> None:
    """Fill in honorific, role and owner from the words before the name, then from an apposition after it."""
    tokens = page.tokens
    before = tokens[spot.first - 1] if spot.first else None
    if before is not None and before.lower in HONORIFICS:
        spot.gender = HONORIFICS[before.lower]
        spot.type, spot.sure = "person", True
        return
    first = _title_start(page, spot)
    role_at = [i for i in range(first, spot.first) if tokens[i].lower in _ROLE_WORDS]
    if role_at and tokens[spot.first - 1].tag not in ("NNS", "NNPS"):
        near = role_at[-1] == spot.first - 1
        if near or spot.type == "person":
            if (
                spot.type in (None, "organisation", "place", "group")
                and near
                and not spot.sure
                and _looks_personal(spot)
            ):
                spot.type = "person"
            if spot.type == "person":
                spot.sure, spot.lead = True, first
                set_role(doc, page, spot, first, spot.first)
    if spot.type == "person" and not spot.title:
        _read_apposition(doc, page, spot)


def _looks_personal(spot: Spot) -> bool:
    words = spot.name.split()
    return (
        1 <= len(words) <= 4
        and all(word[:1].isupper() or word.lower() in PARTICLES for word in words)
        and not spot.name.isupper()
    )


def _title_start(page: Page, spot: Spot) -> int:
    """First token of the words before a name that may be its title."""
    tokens = page.tokens
    edge = left_edge(page, spot.head)
    first = min(edge, spot.first)
    while first > 0 and spot.first - first < 12:
        word = tokens[first - 1]
        if (
            word.lower in _ROLE_WORDS
            or word.lower in TITLE_WORDS
            or (word.tag in ("NNP", "NNPS") and word.dep in ("compound", "nmod"))
        ):
            first -= 1
            first = min(first, left_edge(page, first)) if word.tag in ("NN", "NNP") else first
        elif (
            word.lower in ("and", "of", "for", "'s", "’s", "the")
            and first > 1
            and (tokens[first - 2].lower in _ROLE_WORDS or word.text in _POSSESSIVE)
        ):
            first -= 1
        else:
            break
    while first < spot.first and (tokens[first].dep in ("det", "punct", "cc") or not tokens[first].text[0].isalnum()):
        first += 1
    return first


def set_role(doc: Document, page: Page, spot: Spot, first: int, last: int) -> None:
    """Read role and owner out of the tokens [first, last): "Russian Foreign Minister", "chief of Pamir Hydro"."""
    tokens = page.tokens
    role_at = next((i for i in range(last - 1, first - 1, -1) if tokens[i].lower in _ROLE_WORDS), None)
    of = next((i for i in range(first, last) if tokens[i].lower in ("of", "for", "at", "in") and i > first), None)
    if of is not None:
        role_at = next(
            (i for i in range(of - 1, first - 1, -1) if tokens[i].lower in _ROLE_WORDS or tokens[i].tag == "NN"),
            role_at,
        )
    if role_at is None:
        return
    begin = first
    possessive = next((i for i in range(first, role_at) if tokens[i].text in _POSSESSIVE), None)
    if possessive is not None:
        begin = possessive + 1
        start = first + (tokens[first].lower in ("the", "a", "an"))
        spot.owner = doc.words(page, start, possessive)
    else:
        while (
            begin < role_at
            and tokens[begin].lower not in TITLE_WORDS
            and (
                gazetteer().find(tokens[begin].text)
                or (tokens[begin].tag in _NAME_TAGS and tokens[begin].lower not in _ROLE_WORDS)
            )
        ):
            begin += 1
        if begin > first:
            spot.owner = doc.words(page, first, begin)
    end = role_at + 1
    if of is not None and of == end:
        if not spot.owner:
            after = of + 1 + (tokens[of + 1].lower in ("the", "a", "an") if of + 1 < last else 0)
            spot.owner = doc.words(page, after, last)
        if (
            tokens[of].lower == "of"
            and last > of + 1
            and tokens[of + 1].tag not in _NAME_TAGS
            and tokens[of + 1].lower != "the"
        ):
            end, spot.owner = last, ""
    while begin < end and tokens[begin].lower in (
        "former",
        "ex",
        "the",
        "a",
        "an",
        "then",
        "its",
        "his",
        "her",
        "their",
        "our",
    ):
        begin += 1
    spot.title = doc.words(page, begin, end)
    word = noun_lemma(tokens[role_at])
    spot.gender = spot.gender or ("m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else "")


def _read_apposition(doc: Document, page: Page, spot: Spot) -> None:
    """ "Brent Oyelaran, an analyst at Fenwick Tarr, said" and "Thandi Khoza, 41, governor of ..."."""
    tokens = page.tokens
    i = spot.last
    if i >= len(tokens) or tokens[i].text not in (",", "(", "–", "—"):
        return
    i += 1
    if i + 1 < len(tokens) and (tokens[i].tag == "CD" or tokens[i].lower == "aged"):
        i += 1 + (tokens[i].lower == "aged")
        if i >= len(tokens) or tokens[i].text != ",":
            return
        i += 1
    end = i
    while (
        end < len(tokens)
        and end - i < 14
        and tokens[end].text not in (",", ".", ")", ";", "–", "—", "“", '"')
        and (not tokens[end].tag.startswith(("VB", "W", "MD")) or (tokens[end].tag == "VBG" and end == i))
    ):
        end += 1
    role_at = next(
        (j for j in range(i, end) if noun_lemma(tokens[j]) in ROLES or noun_lemma(tokens[j]) in PEOPLE), None
    )
    if role_at is None or tokens[role_at].tag in ("NNS", "NNPS"):
        return
    if (
        end < len(tokens)
        and tokens[end].text not in (",", ")", ".", "–", "—", ";")
        and not tokens[end].tag.startswith(("VB", "W", "MD"))
    ):
        return
    begin = i
    while begin < role_at and tokens[begin].lower in ("the", "a", "an"):
        begin += 1
    if any(t.tag == "CC" and t.i > role_at for t in tokens[i:end]) and tokens[i].tag in _NAME_TAGS:
        return
    set_role(doc, page, spot, begin, end)


def stands_for_people(token: Token) -> bool:
    """Whether a noun is for people, one or many."""
    word = noun_lemma(token)
    return word in PEOPLE or word in ROLES or token.lower in COLLECTIVES


def strip_legal(words: Sequence[str]) -> list[str]:
    """A company name without "Inc." and its like."""
    kept = [word for word in words if word.lower().strip(",") not in LEGAL_SUFFIX]
    return [word.strip(",") for word in kept] or list(words)
