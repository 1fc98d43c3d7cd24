"""Names in the running text: people, organisations, countries, places.

The language model proposes; the gazetteer, titles, and the words of the name decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.actors.mention_candidates import Document, Page, Spot, noun_lemma
from extract.actors.name_candidates import LABELS, is_personal, is_title_case, propose, vessels
from extract.actors.roles import LOCAL_OFFICES
from extract.actors.titles import office_before, read_title, shows_person
from extract.lexicon.countries import gazetteer
from extract.lexicon.words import (
    BODIES,
    COLLECTIVES,
    FEMALE_NAMES,
    HONORIFICS,
    KIN,
    LOCATIVE,
    MALE_NAMES,
    MOTION,
    NON_ACTORS,
    ORG_WORDS,
    OWN_NOUNS,
    PEOPLE,
    PLACE_NOUNS,
    ROLE_WORDS,
    ROLES,
    SEATS,
    STATE_BODIES,
    THINGS,
    TIME_WORDS,
    TITLE_WORDS,
)
from extract.types import Span

_SOME = frozenset({"many", "some", "several", "most", "few", "more", "other", "young", "fellow", "ordinary"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "both"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_MINISTERS = frozenset({"minister", "ministers", "undersecretary", "commissioner"})
_DOMAIN = re.compile(r"\w\.(?:com|org|net|gov|edu|info|co\.uk)$")
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_COMMON = frozenset({"NN", "NNS", "PRP", "DT", "JJ"})
_HEADS_OF_PLACES = frozenset({"mayor", "governor", "residents", "inhabitants", "outskirts", "streets"})
_PART_OF_TITLE = BODIES | TITLE_WORDS | COLLECTIVES


def find_names(doc: Document) -> list[Spot]:
    """All names of the article, in text order."""
    spots: list[Spot] = []
    for page in doc.pages:
        if is_title_case(page):
            continue
        used: set[int] = set()
        for first, last, label in propose(page):
            for piece in _split(doc, page, first, last, label):
                if used.isdisjoint(range(piece.first, piece.last)):
                    used.update(range(piece.first, piece.last))
                    spots.append(piece)
    spots += _again(doc, spots)
    ships = vessels(doc)
    spots = [s for s in spots if s.name not in ships or doc.speaks(s.span) or (s.type == "person" and " " in s.name)]
    return sorted(spots, key=lambda spot: spot.span)


def _again(doc: Document, spots: Sequence[Spot]) -> list[Spot]:
    """Known names and countries that the model missed, mostly in headlines with every word capitalised."""
    known: dict[str, list[tuple[list[str], Spot]]] = {}
    for spot in spots:
        words = [t.text for t in doc.pages[spot.page].tokens[spot.first : spot.last]]
        if spot.type == "person" and len(words) > 1 and len(words[-1]) > 2 and words[-1].lower() not in NON_ACTORS:
            known.setdefault(words[-1].lower(), []).append((words[-1:], spot))
        if (
            spot.kind == "name"
            and spot.type in ("person", "organisation", None)
            and (len(words) > 1 or len(words[0]) > 2)
        ):
            known.setdefault(words[0].lower(), []).append((words, spot))
    used = {(spot.page, i) for spot in spots for i in range(spot.first, spot.last)}
    found: list[Spot] = []
    for page in doc.pages:
        titled, tokens = is_title_case(page), page.tokens
        for token in tokens:
            i = token.i
            if not token.text[:1].isupper() and not token.text[:1].isdigit():
                continue
            if (page.number, i) in used or not page.inside(token):
                continue
            fits = [
                (words, spot)
                for words, spot in known.get(token.lower, ())
                if [t.lower if titled else t.text for t in tokens[i : i + len(words)]]
                == [word.lower() if titled else word for word in words]
            ]
            if fits:
                words, like = max(fits, key=lambda fit: len(fit[0]))
                label = {"person": "PERSON", "organisation": "ORG"}.get(like.type or "", "")
                spot = _name(doc, page, i, i + len(words), label)
                found.append(spot)
                used.update((page.number, k) for k in range(i, i + len(words)))
            elif titled and gazetteer().find(token.text):
                found.append(_country(doc, page, i, i + 1))
    return found


def _split(doc: Document, page: Page, first: int, last: int, label: str) -> list[Spot]:
    """Split a proposed range into names, without titles and possessives."""
    first, last = _trim(page, first, last)
    tokens = page.tokens
    if label != "PERSON" and last - first == 2 and last < len(tokens) and tokens[last].lower in _MINISTERS:
        first = last if tokens[last - 1].lower not in ORG_WORDS | BODIES else first
    if label != "PERSON" and last - first > 2 and _is_place_noun(page, first) and tokens[first + 1].lower == "of":
        first += 2
    begin = _after_office(page, first, last)
    if begin > first:
        first, label = begin, "PERSON"
    elif first > 1 and tokens[first - 1].lower in ("of", "for") and tokens[first - 2].lower in _MINISTERS:
        first = first + 1 if label == "PERSON" and last - first > 2 else last if label != "PERSON" else first
    if first >= last or _is_no_name(page, first, last, label):
        return []
    find = gazetteer().find
    whole = doc.words(page, first, last)
    if found := find(whole):
        local = found[1] == "capital" and last < len(tokens) and tokens[last].lower in LOCAL_OFFICES
        return [_name(doc, page, first, last, "GPE") if local else _country(doc, page, first, last)]
    cut = _cut(page, first, last, label)
    if cut is not None:
        end, begin, after = cut
        return _split(doc, page, first, end, label) + _split(doc, page, begin, last, after)
    lead = _leading_title(page, first, last, label)
    if lead > first:
        spots = _owners_in_title(doc, page, first, lead)
        return spots + ([_name(doc, page, lead, last, "PERSON")] if lead < last else [])
    found = find(tokens[first].text)
    if found and found[1] == "adjective" and last - first > 2 and tokens[first + 1].lower in STATE_BODIES:
        body = _name(doc, page, first + 1, last, "ORG")
        body.country = found[0]
        return [_country(doc, page, first, first + 1), body]
    if (
        found
        and last - first > 1
        and label in ("", "PERSON", "NORP")
        and not (found[1] == "adjective" and tokens[last - 1].lower in ORG_WORDS and last - first > 2)
        and (found[1] == "adjective" or label != "PERSON")
    ):
        return [_country(doc, page, first, first + 1), *_split(doc, page, first + 1, last, label)]
    return [_name(doc, page, first, last, label)]


def _is_place_noun(page: Page, i: int) -> bool:
    """Whether token `i` is the kind of the place named after it: "the City of Livorno"."""
    return page.tokens[i].lower in PLACE_NOUNS


def _after_office(page: Page, first: int, last: int) -> int:
    """Where the name begins after the end of an office in the range: "Trade and Industry | Ola Lund"."""
    tokens = page.tokens
    return next((i for i in range(last, first, -1) if office_before(tokens, i) is not None), first)


def _trim(page: Page, first: int, last: int) -> tuple[int, int]:
    """The range without articles, punctuation and bare numbers at its ends."""
    tokens = page.tokens
    if tokens[last - 1].lower in THINGS and tokens[first].text.isupper() and len(tokens[first].text) > 2:
        return first, first + 1
    while first < last and (tokens[first].lower in _ARTICLES or not tokens[first].text[0].isalnum()):
        first += 1
    while first < last - 1 and tokens[first].text[0].isdigit() and {":", "."} & set(tokens[first].text):
        first += 1
    if last - first > 1 and tokens[last - 1].text in OWN_NOUNS and tokens[last - 2].tag in _NAME_TAGS:
        last -= 1
    while last > first:
        end = tokens[last - 1]
        marks = not end.text[-1].isalnum() and end.text[-1] not in '.”"'
        if end.text not in _POSSESSIVE and not marks and not (end.text.isdigit() and last - first > 1):
            break
        last -= 1
    return first, last


def _is_no_name(page: Page, first: int, last: int, label: str) -> bool:
    """Whether a range is not a name: weekdays, parts of a title, things, single letters, bodies named by their noun."""
    tokens = page.tokens
    words = [t.lower.rstrip(".") for t in tokens[first:last]]
    called = len(words) == 2 and first > 0 and tokens[first - 1].lower in ROLE_WORDS | HONORIFICS.keys()
    thing = words[-1] in THINGS and not ({"of", "for"} & set(words)) and not called
    if all(word in TIME_WORDS for word in words) or thing or words[0] in ("shuttle", "operation", "project"):
        return True
    if _DOMAIN.search(words[-1]) or (len(words) > 1 and all(word in TITLE_WORDS or word in ROLES for word in words)):
        return True
    if len(words) > 1:
        titled = first > 0 and words[-1] in ROLES and tokens[first - 1].lower in _ARTICLES and label == "PERSON"
        return titled or words[:2] == ["space", "shuttle"]
    word = tokens[first].lower
    if word in NON_ACTORS or (len(words[0]) < 2 and not words[0].isdigit()):
        return True
    if first and word.endswith(("ist", "ian")) and tokens[first - 1].lower in ("a", "an", "former", "fellow"):
        return not gazetteer().find(tokens[first].text)
    if word in BODIES or word in COLLECTIVES or word in ROLES or word in KIN:
        return True
    opens = first == page.sentence(first)[0]
    common = tokens[first].tag in _COMMON and tokens[first].text not in page.capitals
    if opens and (word in page.words or common) and not gazetteer().find(tokens[first].text):
        return True
    return last < len(tokens) and word in _PART_OF_TITLE and tokens[last].lower in ROLES


def _cut(page: Page, first: int, last: int, label: str) -> tuple[int, int, str] | None:
    """For a range with two names: the end of the first, the start of the second, and the second's label; else None."""
    tokens = page.tokens
    for i in range(first + 1, last):
        word = tokens[i].lower
        if word in (":", ";", "/", "(", "|") or (label == "PERSON" and word in (",", "and", "&")):
            return i, i + 1, label
        spaced = tokens[i - 1].end < tokens[i].start and (word != "-" or tokens[i - 1].text.isupper())
        if word in ("-", "–", "--", "—") and spaced:
            return i, i + 1, ""
        if label == "PERSON" and word in _POSSESSIVE:
            return i, i + 1, ""
        if word == "the" and tokens[i - 1].lower not in ("of", "for", "on", "and", "&", "to", "in", "with", "against"):
            return i, i, label
        if word == "the" and tokens[i - 1].lower == "and":
            return i - 1, i, label
        listed = i == last - 2 and first > 0 and tokens[first - 1].tag == "NNS"
        if word == "and" and listed and tokens[i + 1].lower not in ORG_WORDS:
            return i, i + 1, label
        if word in ("man", "player", "woman") and [t.lower for t in tokens[i + 1 : i + 3]] == ["of", "the"]:
            return i, last, label
        if word == "on" and not any(t.lower in ORG_WORDS for t in tokens[first:i]):
            return i, i + 1, ""
    named = last - first > 3 and (tokens[last - 2].lower in MALE_NAMES | FEMALE_NAMES or _subject_name(page, last))
    if named and any(t.lower in ("of", "for", "on") or t.lower in ORG_WORDS for t in tokens[first : last - 2]):
        return last - 2, last - 2, "PERSON"
    return None


def _subject_name(page: Page, last: int) -> bool:
    """Whether the two words before `last` are a name after a plural: "the Council on Works Ann Bell said"."""
    tokens = page.tokens
    two = tokens[last - 2 : last]
    if last >= len(tokens) or not tokens[last].tag.startswith("VB") or tokens[last - 3].tag != "NNPS":
        return False
    return all(t.tag == "NNP" and t.lower not in ORG_WORDS | BODIES | THINGS for t in two)


def _leading_title(page: Page, first: int, last: int, label: str) -> int:
    """Index of the name's first token after a title in the range: of "Joe" in "US President Joe Biden"."""
    tokens = page.tokens
    best = first
    if label != "PERSON" and "of" in [t.lower for t in tokens[first:last]]:
        return first
    if label != "PERSON" and tokens[last - 1].lower in ORG_WORDS | BODIES and last - first > 1:
        return first
    for i in range(first, min(last, first + 8)):
        word = tokens[i].lower
        if word in ROLE_WORDS or word in HONORIFICS:
            best = i + 1
            if i + 1 < last and tokens[i + 1].lower in ("of", "for"):
                return first
    if (
        best == last
        and last - first > 1
        and all(t.lower in ROLE_WORDS or t.lower in TITLE_WORDS or t.lower in HONORIFICS for t in tokens[first:last])
    ):
        return last
    if best >= last:
        return last if last - first == 1 else first
    return first if tokens[best].lower == "who" else best


def _owners_in_title(doc: Document, page: Page, first: int, lead: int) -> list[Spot]:
    """The country or organisation in a title: "US President", "Environment Canada spokesperson"."""
    tokens = page.tokens
    end = first
    titles = ROLE_WORDS | TITLE_WORDS | HONORIFICS.keys()
    while end < lead and tokens[end].lower not in titles:
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
    """Whether a place name is only a location: "in Italy", "a visit to Beijing", "visit China"."""
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
    """Whether a capital's name means its government: it acts or is acted upon."""
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
        doc.span(page, first, last), page.number, first, last, head, "name", LABELS.get(label), words, label=label
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
    elif (
        re.fullmatch(r"[A-Z]{1,2}\d{1,2}|[A-Z][A-Z\d&.-]{0,5}[A-Z&.-]", words)
        and label != "PERSON"
        and not page.shouted
    ):
        spot.type, spot.sure = "organisation", bool(re.search(r"\d", words))
    elif is_personal(label, last - first, spot.acts) and first_word in MALE_NAMES | FEMALE_NAMES:
        spot.type = "person"
    elif label in ("GPE", "LOC", "FAC"):
        spot.place = _is_locative(page, head)
    elif label in ("", "ORG") and {t.lower for t in tokens[last : last + 2]} & _HEADS_OF_PLACES:
        spot.type = "place" if tokens[last].text in _POSSESSIVE else spot.type
    if first > 1 and tokens[first - 1].lower == "of" and _is_place_noun(page, first - 2) and last - first < 4:
        spot.type, spot.sure = "place", True
    above = tokens[tokens[head].head]
    if last - first == 1 and first and tokens[first - 1].text == "(" and words.isupper():
        spot.place = True
    if last - first == 1 and spot.type == "organisation" and not spot.sure and above.lower == "in":
        spot.place = tokens[head].dep == "pobj"
    if last - first == 1 and spot.type == "person" and tokens[head].dep == "compound" and above.i >= last:
        spot.place = above.tag in ("NN", "NNS") and not {noun_lemma(above), above.lower} & (PEOPLE | ROLES | BODIES)
    if spot.type != "person" and not spot.sure and last - first < 4 and shows_person(page, first, last, head):
        spot.type, spot.sure, spot.place = "person", True, False
    if spot.type == "organisation" and words.isupper() and tokens[head].dep in ("compound", "nmod"):
        noun = tokens[tokens[head].head]
        spot.place = noun.tag in ("NN", "NNS") and not {noun_lemma(noun), noun.lower} & (PEOPLE | ROLES | BODIES)
    read_title(doc, page, spot)
    return spot
