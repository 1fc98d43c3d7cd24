"""Finds the actors of a text that is read without grammar: speakers, and repeated names.

Names are runs of capitalised words; in German, where every noun is capitalised, only those of speakers, after the words
for their offices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.languages.lexicon import FUNCTION_WORDS, WORDS, cue_pattern, held
from extract.quotes.attribution import Attribution
from extract.types import Actor, ActorKind, Block, Mention, MentionKind, Quote, Span

_SMALL = r"(?:von|van|der|den|de|del|du|la|le|di|da|af|av|zu|bin|al)"
_NAME = re.compile(rf"[^\W\d_a-zß-öø-ÿ][\w’'.-]*(?:\s+(?:{_SMALL}\s+){{0,2}}[^\W\d_a-zß-öø-ÿ][\w’'-]*)*")
_OFFICE = re.compile(
    r".*(?:sprecher|sprecherin|chef|chefin|minister|ministerin|präsident|präsidentin|vorsitzender?|direktor|direktorin|leiter|"
    r"leiterin|meister|meisterin|rat|rätin|kanzler|kanzlerin|trainer|trainerin|professor|professorin|kommissar|kommissarin|"
    r"anwalt|anwältin|richter|richterin|experte|expertin|forscher|forscherin|bauer|bäuerin|wirt|wirtin|führer|führerin|"
    r"beauftragter?|sekretär|sekretärin|ärztin|arzt|lehrer|lehrerin|ökonom|ökonomin|inhaber|inhaberin|kapitän|"
    r"geschäftsführer|geschäftsführerin|ingenieur|ingenieurin|mutter|vater|dr\.?|prof\.?|herr|frau|oberarzt|pfarrer|pfarrerin|schützer|schützerin|bäcker|bäckerin|geiger|geigerin|pfleger|"
    r"pflegerin|ologe|ologin|ist|istin|händler|händlerin)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:AS|ASA|AB|A/S|GmbH|AG|SE|SA|S\.A\.|SL|NV|kommune|kommun|region|universitet|universitetet|universidad|université|"
    r"universität|politi|polizei|forbund|forbundet|förbund|verband|verein|syndicat|sindicato|association|asociación|"
    r"gobierno|ayuntamiento|mairie|préfecture|ministère|ministerio|ministerium|departement|departementet)\b",
    re.IGNORECASE,
)


_CLITIC = re.compile(r"[LD][’'][a-zà-ÿ]")
_TITLE = re.compile(
    r".*(?:råd|rådet|mann|mand|leder|lederen|sjef|sjefen|chef|chefen|minister|ministeren|ordfører|direktør|direktör|rektor|"
    r"professor|forsker|forskare|olog|ologen|ist|isten|inspektør|advokat|lege|läkare|dommer|trener|tränare|borgmester|"
    r"redaktør|biskop|lærer|ingeniør|ingenjör|ordförande|ordføraren|ordførar|sekretær|avler|avlar|fører|förare|mester|mästare|skipper|kokk|kok|kaptein|kapten|bonde|baker)",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:de|du|des|del|d)$")


_FULL_NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:von|van|de|del|la|du|af|av|[A-ZÀ-Þ][\w’'-]*\.?))*\s+[A-ZÀ-Þ][\w’'-]+"
)
MAX_GAP_CHARACTERS = 300
"""The largest distance before a quote at which a name may explain its speaker's pronoun."""


@dataclass(slots=True)
class _Person:
    name: str
    role: str | None = None
    described: bool = False
    spans: list[tuple[Span, MentionKind]] = field(default_factory=list)
    quotes: int = 0


class People:
    """The actors of one article and of its quotes."""

    def __init__(self, text: str, blocks: Sequence[Block], tag: str, attributions: Sequence[Attribution]) -> None:
        self._text, self._tag = text, tag
        self._blocks = [block for block in blocks if block.kind not in ("date", "byline", "credit", "boilerplate")]
        self._known: list[_Person] = []
        self._attributions = attributions
        self._by_quote: list[tuple[_Person | None, str]] = []
        for number, attribution in enumerate(attributions):
            self._by_quote.append(self._person_behind(attribution, number))
        if tag != "de":
            self._repeated()
        self._mention()

    def _person_behind(self, attribution: Attribution, number: int) -> tuple[_Person | None, str]:
        speaker = attribution.speaker
        if speaker is None:
            if attribution.follows is None or attribution.follows >= number:
                return None, ""
            person = self._by_quote[attribution.follows][0]
            return self._counted(person), "goes on" if person else ""
        words = speaker.of(self._text)
        if words.casefold() in held(WORDS[self._tag].pronouns):
            person = self._named_between(number, attribution.fragments[0].start) or next(
                (each for each, _rule in reversed(self._by_quote) if each is not None), None
            )
            if person is not None:
                person.spans.append((speaker, "pronoun"))
            return self._counted(person), "last speaker" if person else ""
        name, role = self._name_in(words)
        person = self._named(name, role) if name else self._described(words)
        if not name:
            person.spans.append((speaker, "nominal"))
        return self._counted(person), "name" if name else "description"

    def _named_between(self, number: int, end: int) -> _Person | None:
        """The person last named between the quote before and the one that begins at `end`; not in German."""
        before = self._attributions[number - 1] if number else None
        start = max((part.end for part in before.fragments), default=0) if before is not None else 0
        if before is not None and before.speaker is not None:
            start = max(start, before.speaker.end)
        start = self._text.find("\n", start, end)  # in the rest of its paragraph are those who were told
        if self._tag == "de" or start < 0:
            return None
        names = [
            found
            for found in _FULL_NAME.finditer(self._text, max(start, end - MAX_GAP_CHARACTERS), end)
            if found[0].split()[0].casefold() not in FUNCTION_WORDS[self._tag]
        ]
        name, role = self._name_in(names[-1][0]) if names else (None, None)
        return self._named(name, role) if name else None

    @staticmethod
    def _counted(person: _Person | None) -> _Person | None:
        if person is not None:
            person.quotes += 1
        return person

    def _name_in(self, words: str) -> tuple[str | None, str | None]:
        """The name in a speaker's words, and the words before it."""
        articles = held(WORDS[self._tag].articles)
        runs = [found for found in _NAME.finditer(words) if found[0].casefold() not in articles]
        runs = [found for found in runs if not _CLITIC.match(found[0])]
        if not runs:
            return None, None
        if self._tag == "de":
            return self._german_name(words, runs)
        run = max(runs, key=lambda found: (len(found[0].split()) > 1, -found.start()))
        name = run[0]
        first = name.split()[0]
        if " " in name and (first.casefold() in articles or (len(name.split()) > 2 and _TITLE.fullmatch(first))):
            name = name[len(first) :].strip()
        lead = words[: run.start()].strip()
        if (
            self._tag in ("fr", "es")
            and lead
            and len(runs) == 1
            and re.search(r"\b(?:de|du|des|del|d)$", lead.replace("’", " "))
        ):
            return None, None  # "le maire de Vik": the town of the office, not its holder
        if self._tag not in ("fr", "es") and re.search(r"\b(?:i|av|af|for|för|ved|vid|hos|fra|från|frå)$", lead):
            return None, None
        return name.strip(".- "), lead.strip(" ,") or None

    def _german_name(self, words: str, runs: list[re.Match[str]]) -> tuple[str | None, str | None]:
        """The last capitalised words of a run, after articles and offices; one word after an article is not a name."""
        articles = held(WORDS[self._tag].articles)
        for run in runs:
            parts = run[0].split()
            led = bool(words[: run.start()].strip()) or parts[0].casefold() in articles
            while len(parts) > 1 and parts[0].casefold() in articles:
                parts.pop(0)
            offices = []
            while len(parts) > 1 and (_OFFICE.fullmatch(parts[0]) or (len(parts) > 2 and led)):
                offices.append(parts.pop(0))
            if parts[0][0].islower():
                continue  # "ein Sprecher der Feuerwehr"
            if len(parts) < 2 and (_OFFICE.fullmatch(parts[0]) or (led and not offices)):
                continue
            role = " ".join(filter(None, (words[: run.start()].strip(), *offices))) or None
            return " ".join(parts).strip(".- "), role
        return None, None

    def _named(self, name: str, role: str | None) -> _Person:
        for person in self._known:
            if not person.described and _same(person.name, name):
                if len(name.split()) > len(person.name.split()):
                    person.name = name
                person.role = person.role or role
                return person
        full = self._fuller(name)
        self._known.append(_Person(full, role or self._apposed(full)))
        return self._known[-1]

    def _fuller(self, surname: str) -> str:
        """The full name elsewhere in the text for a surname alone."""
        if " " in surname or self._tag == "de":
            return surname
        found = re.search(
            rf"(?<![.!?]\s)(?<!\w)([A-ZÀ-ÞÆØÅ][\w’'-]+\s(?:{_SMALL}\s)?{re.escape(surname)})(?!\w)", self._text
        )
        return found[1] if found else surname

    def _apposed(self, name: str) -> str | None:
        """The apposition after the name's first comma: "Mara Oduya, présidente du conseil"; or None."""
        found = re.search(rf"{re.escape(name)},\s+([^\W\d_][^,.;:“”„\"»«\n]{{3,60}})[,.]", self._text)
        if found is None or _NAME.fullmatch(found[1]) or cue_pattern(self._tag).match(found[1]):
            return None
        return found[1].strip()

    def _described(self, words: str) -> _Person:
        """A person without a name: the one named with that office, else a new one."""
        head = _stem(words, self._tag)
        for person in self._known:
            if person.described and person.name.casefold() == words.casefold():
                return person
            if not person.described and person.role and head and (_stem(person.role, self._tag) or "").startswith(head):
                return person
        self._known.append(_Person(words, None, described=True))
        return self._known[-1]

    def _repeated(self) -> None:
        """Add names of two or more words inside sentences whose last word occurs at least twice."""
        for block in self._blocks:
            if block.kind not in ("paragraph", "standfirst", "caption"):
                continue
            for found in _NAME.finditer(self._text, *block.span):
                name = found[0].strip(".- ")
                inside = re.search(r"[\w,;:]\s*$", self._text[block.span.start : found.start()]) is not None
                if len(name.split()) < 2 or not inside or name.isupper():
                    continue
                last = name.split()[-1]
                if len(re.findall(rf"(?<!\w){re.escape(last)}(?!\w)", self._text)) >= 2:
                    self._named(name, None)

    def _mention(self) -> None:
        for person in self._known:
            if person.described:
                continue
            forms = {person.name, person.name.split()[-1]}
            pattern = re.compile(
                "|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in sorted(forms, key=len, reverse=True))
            )
            for block in self._blocks:
                person.spans += [(Span(*found.span()), "name") for found in pattern.finditer(self._text, *block.span)]

    # -- results ------------------------------------------------------------------------------------------------------

    def actors(self) -> list[Actor]:
        """The actors, quoted ones first."""
        order = sorted(self._known, key=lambda person: (-bool(person.quotes), -len(person.spans)))
        return [self._actor(person, self._id(person)) for person in order]

    def _id(self, person: _Person) -> str:
        return f"a{self._known.index(person) + 1}"

    def _actor(self, person: _Person, actor_id: str) -> Actor:
        kind: ActorKind = (
            "anonymous" if person.described else "organisation" if _ORGANISATION.search(person.name) else "person"
        )
        aliases = {span.of(self._text) for span, kind_of in person.spans if kind_of == "name"} - {person.name}
        mentions = tuple(Mention(span, what) for span, what in sorted(set(person.spans)))
        return Actor(actor_id, person.name, kind, person.role, None, None, tuple(sorted(aliases)), mentions)

    def quotes(self, attributions: Sequence[Attribution]) -> tuple[list[Quote], list[str]]:
        """The quotes with their actors, and the rule that led to the actor of each."""
        quotes = []
        for number, (attribution, (person, _rule)) in enumerate(zip(attributions, self._by_quote, strict=True), 1):
            quotes.append(
                Quote(
                    f"q{number}", attribution.kind, tuple(attribution.fragments), attribution.speaker,
                    self._id(person) if person is not None else None, attribution.cue, None,
                    person is None or person.described, attribution.confidence,
                )
            )  # fmt: skip
        return quotes, [rule for _person, rule in self._by_quote]


def _same(one: str, other: str) -> bool:
    a, b = one.split(), other.split()
    return a == b or (a[-1] == b[-1] and (len(a) == 1 or len(b) == 1))


def _stem(words: str, tag: str) -> str | None:
    """The beginning of the first word of a description, without its article and ending."""
    row = [word.casefold() for word in words.split() if word.casefold() not in held(WORDS[tag].articles)]
    return row[0][: max(4, len(row[0]) - 2)] if row and len(row[0]) >= 4 else None
