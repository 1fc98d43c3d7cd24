"""Makes the set of 1,000 quotes over 40 invented transcripts, with the truth.

`python -m tests.store.evidence.generate` writes it. Everything in it is invented. The seed is
fixed: the same code makes the same files. A third of the quotes are untouched but for typography; the others are edited
by the kinds of edit that newspapers make, one kind each.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "evidence"
SEED = 20261130
TRANSCRIPTS = 40
COUNTS = {
    "verbatim": 334, "edited": 190, "altered": 170, "cut": 90, "spliced": 70, "misattributed": 80, "not found": 66,
}  # fmt: skip

FIRST = [
    "Kari", "Per", "Ane", "Ola", "Ida", "Jon", "Mona", "Rolf", "Tuva",
    "Ivar", "Greta", "Emil", "Signe", "Harald", "Brita", "Nils", "Vera", "Aksel",
]  # fmt: skip
LAST = [
    "Lund", "Dahl", "Moe", "Strand", "Berg", "Vik", "Hauge", "Solberg", "Nygard",
    "Fjeld", "Aasen", "Holm", "Rud", "Eide", "Krog", "Tveit", "Bakke", "Foss",
]  # fmt: skip
PLACES = [
    "Vesthavn", "Nordby", "Elvestad", "Myrvik", "Skarnes",
    "Lillefjord", "Bratten", "Sandvoll", "Grimsrud", "Tangen",
]  # fmt: skip
THINGS = (
    "harbour", "ferry line", "school roof", "budget for roads", "hospital wing", "fish quota", "bus depot", "sea wall",
    "mill bridge", "library", "water pipe", "wind farm", "rail tunnel", "housing plan", "night train", "tax on boats",
    "fire station", "climbing hall", "swimming pool", "ambulance boat", "museum", "power cable", "salmon farm",
    "airport bus", "cycle path",
)  # fmt: skip
PEOPLE = ("the county", "the ministry", "the fishermen", "my department", "the owners", "the union", "the parents")
VERBS = [
    "repair", "close", "move", "sell", "rebuild", "inspect",
    "paint", "widen", "insure", "postpone", "finance", "demolish",
]  # fmt: skip
ADJECTIVES = [
    "expensive", "dangerous", "old", "popular", "leaky", "useful",
    "crowded", "overdue", "solid", "hopeless", "unpopular", "modern",
]  # fmt: skip
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
REASONS = (
    "the storms of last winter damaged it", "nobody has measured the cracks", "the contractor went bankrupt",
    "children cross it every morning", "the insurance has run out", "the engineers asked for more time",
    "prices of steel have doubled", "tourists complain about the smell",
)  # fmt: skip
TEMPLATES = (
    "We will {verb} the {thing} before {month} because {reason}",
    "In {place} the {thing} has become so {adj} that {people} asked us to {verb} it",
    "I told {people} in {month} that the {thing} costs {number} kroner a year",
    "Nobody in {place} has ever seen a {adj} {thing} like the one we had to {verb}",
    "We spent {number} hours in {place} looking at the {thing} and found it {adj}",
    "{person} promised me that {people} would {verb} the {thing} by {month}",
    "The {thing} in {place} is not {adj} any more since we began to {verb} it",
    "My own view is that a {adj} {thing} helps {place} more than {number} speeches",
    "When {people} decided to {verb} the {thing} they forgot that {reason}",
    "There are {number} families in {place} who depend on the {thing} every day",
    "We have never said that {people} must {verb} the {thing} this year",
    "After {month} the {thing} will be open on {number} days for anyone from {place}",
)
LEADS = ("I am sure that", "I am told that", "We hear from {place} that")
HEDGED = ("I do not think that", "It is not true that", "I would never say that", "Nobody claims that")
TURNS = (
    "but {reason}",
    "unless {people} say no",
    "only if {people} pay for it",
    "except in {month}",
    "although {reason}",
)
NOTHING = (
    "Our choir sang twelve psalms under a violet awning while pigeons slept",
    "Quantum lanterns flicker whenever poets juggle",
    "Grandmother bakes rhubarb dumplings for sleepy astronauts",
    "Chess masters whistle sonatas beside marble fountains",
    "Velvet curtains hide an orchestra of tired magicians",
    "Comets taught the abbot how to carve wooden swans",
)


@dataclass
class Sentence:
    """One sentence as it was said, in parts: `said` has fillers, repetitions and false starts that `clean` lacks."""

    uttered: str
    clean: str
    hedged: str = ""
    turned: str = ""


@dataclass
class Transcript:
    """One invented transcript. `turns` has, for each unit that is read back, the speaker and its sentences."""

    name: str
    style: str
    speakers: list[str]
    turns: list[tuple[str, list[Sentence]]] = field(default_factory=list)


class Maker:
    """Invents transcripts and quotes from them."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)

    def pick(self, some: Sequence[str]) -> str:
        return self.random.choice(some)

    def person(self) -> str:
        return f"{self.pick(FIRST)} {self.pick(LAST)}"

    def fill(self, template: str) -> str:
        """A template with everything in braces invented."""
        kinds: dict[str, Callable[[], str]] = {
            "verb": lambda: self.pick(VERBS), "thing": lambda: self.pick(THINGS), "adj": lambda: self.pick(ADJECTIVES),
            "place": lambda: self.pick(PLACES), "people": lambda: self.pick(PEOPLE), "month": lambda: self.pick(MONTHS),
            "number": lambda: str(self.random.choice([*range(21, 99), 140, 350, 1200, 4500])),
            "reason": lambda: self.pick(REASONS), "person": self.person,
        }  # fmt: skip
        return re.sub(r"\{(\w+)\}", lambda found: kinds[found[1]](), template)

    def sentence(self) -> Sentence:
        """One sentence of any kind."""
        core = self.fill(self.pick(TEMPLATES))
        chance = self.random.random()
        if chance < 0.12:
            turn = self.fill(self.pick(TURNS))
            return Sentence(f"{core}, {turn}.", f"{core}, {turn}.", turned=core)
        if chance < 0.24:
            hedge = self.fill(self.pick(HEDGED))
            inner = core[0].lower() + core[1:] if not core.startswith(("I ", "{")) else core
            return Sentence(f"{hedge} {inner}.", f"{hedge} {inner}.", hedged=inner)
        if chance < 0.34:
            lead = self.fill(self.pick(LEADS))
            core = f"{lead} {core[0].lower() + core[1:]}"
        return Sentence(f"{self.spoken(core)}.", f"{core}.")

    def spoken(self, core: str) -> str:
        """A sentence as people speak: now and then a filler, a repetition, or a false start."""
        words = core.split()
        kind = self.random.random()
        at = self.random.randrange(2, len(words) - 2)
        if kind < 0.3:
            words.insert(at, self.pick(["um,", "uh,", "er,", "you know,", "I mean,"]))
        elif kind < 0.45:
            words.insert(at, words[at])
        elif kind < 0.6 and len(words[at]) > 3 and words[at].isalpha() and words[at].islower():
            words.insert(at, f"{words[at][:2]}-")
        return " ".join(words)

    def transcript(self, number: int) -> Transcript:
        """A transcript in one of the styles."""
        style = ("vtt", "srt", "whisper", "labels", "timed", "release", "interview", "hearing")[number % 8]
        people: list[str] = []
        while len(people) < (1 if style == "release" else 3):
            name = self.person()
            if all(name.split()[1] != other.split()[1] for other in people):
                people.append(name)
        made = Transcript(f"{number:02}-{style}", style, people)
        for n in range(26):
            speaker = people[0] if style == "release" else people[n % len(people)]
            per_turn = 1 if style in ("vtt", "srt", "whisper") else self.random.randint(2, 4)
            made.turns.append((speaker, [self.sentence() for _ in range(per_turn)]))
        return made


def written(made: Transcript) -> tuple[str, str]:
    """A transcript as a file: its name and what is in it."""
    uttered = [(speaker, " ".join(s.uttered for s in sentences)) for speaker, sentences in made.turns]

    def clock(n: int, mark: str) -> str:
        return f"00:{n * 7 // 60:02}:{n * 7 % 60:02}{mark}000"

    if made.style == "vtt":
        cues = [f"{clock(n, '.')} --> {clock(n + 1, '.')}\n<v {who}>{words}" for n, (who, words) in enumerate(uttered)]
        return f"{made.name}.vtt", "WEBVTT\n\n" + "\n\n".join(cues) + "\n"
    if made.style == "srt":
        cues = [
            f"{n + 1}\n{clock(n, ',')} --> {clock(n + 1, ',')}\n{who.upper()}: {words}"
            for n, (who, words) in enumerate(uttered)
        ]
        return f"{made.name}.srt", "\n\n".join(cues) + "\n"
    if made.style == "whisper":
        rows = [
            {"id": n, "start": n * 7.0, "end": n * 7.0 + 6.5, "text": f" {words}", "speaker": who}
            for n, (who, words) in enumerate(uttered)
        ]
        return f"{made.name}.json", json.dumps({"text": "", "segments": rows, "language": "en"}, indent=1) + "\n"
    if made.style == "timed":
        lines = [f"[{clock(n, '.')[:8]}] {who}: {words}" for n, (who, words) in enumerate(uttered)]
    elif made.style == "release":
        lines = [words for _who, words in uttered]
    elif made.style == "hearing":
        lines = [f"{who.split()[1].upper()}: {words}" for who, words in uttered]
    else:
        lines = [f"{who}: {words}" for who, words in uttered]
    return f"{made.name}.txt", "\n\n".join(lines) + "\n"


def quotes(maker: Maker, transcripts: list[Transcript]) -> list[dict[str, object]]:
    """The quotes with their truth: the fragment, who is said to have said it, the verdict, and the turn it is from."""
    found: list[dict[str, object]] = []
    used: set[str] = set()
    for kind, count in COUNTS.items():
        made = 0
        while made < count:
            row = _quote(maker, maker.random.choice(transcripts), kind)
            if row is None or str(row["fragment"]) in used:
                continue
            used.add(str(row["fragment"]))
            found.append({"id": f"q{len(found) + 1:04}", **row})
            made += 1
    return found


def _quote(maker: Maker, made: Transcript, kind: str) -> dict[str, object] | None:
    rng = maker.random
    turn = rng.randrange(len(made.turns))
    speaker, sentences = made.turns[turn]
    row: dict[str, object] = {"transcript": made.name, "speaker": speaker, "verdict": kind, "turn": turn}
    n = rng.randrange(len(sentences))
    sentence = sentences[n]
    following = sentences[n + 1] if n + 1 < len(sentences) else None
    words = sentence.clean.rstrip(".").split()
    plain = sentence.uttered == sentence.clean and not sentence.hedged and not sentence.turned
    if kind == "not found":
        fragment = f"{maker.pick(NOTHING)}, {maker.pick(NOTHING).lower()} and {maker.pick(NOTHING).lower()}"
        return {**row, "turn": None, "fragment": fragment}
    if kind in ("verbatim", "misattributed"):
        fragment = sentence.uttered.rstrip(".")
        if kind == "verbatim" and following is not None and rng.random() < 0.3:
            fragment = f"{sentence.uttered} {following.uttered.rstrip('.')}"
        elif plain and rng.random() < 0.4:
            begin = 0 if words[0] == "Nobody" else rng.randrange(0, 3)
            fragment = " ".join(words[begin:])
        if kind == "misattributed":
            others = [name for name in made.speakers if name != speaker]
            if not others:
                return None
            row["speaker"] = rng.choice(others)
        return {**row, "fragment": _typography(rng, fragment)}
    if kind == "cut":
        part = sentence.turned or sentence.hedged
        return {**row, "fragment": _typography(rng, part)} if part else None
    if kind == "spliced":
        other = (
            rng.choice(made.turns[turn][1])
            if rng.random() < 0.5
            else rng.choice(made.turns[(turn + len(made.speakers)) % len(made.turns)][1])
        )
        if other is sentence or not plain or other.uttered != other.clean:
            return None
        tail = other.clean.rstrip(".").split()
        return {**row, "fragment": " ".join([*words[: len(words) // 2 + 1], *tail[len(tail) // 2 :]])}
    changed = _edited(rng, sentence, plain) if kind == "edited" else _altered(maker, sentence, plain)
    return {**row, "fragment": changed} if changed else None


def _edited(rng: random.Random, sentence: Sentence, plain: bool) -> str | None:
    """What house rules allow: clean speech, words in brackets, an ellipsis that is shown."""
    if sentence.uttered != sentence.clean:
        return sentence.clean.rstrip(".")
    if not plain:
        return None
    words = sentence.clean.rstrip(".").split()
    if rng.random() < 0.5:
        at = next((n for n, word in enumerate(words) if word in ("it", "they", "We", "we", "I")), None)
        if at is None:
            return None
        put = {"it": "[the plan]", "they": "[the owners]", "We": "[The council]", "we": "[the council]", "I": "[I]"}
        return " ".join([*words[:at], put[words[at]], *words[at + 1 :]]) if words[at] != "I" else None
    dropped = range(len(words) // 2 - 1, len(words) // 2 + 2)
    if any(words[n].casefold() in ("not", "never", "nobody") for n in dropped):
        return None
    mark = rng.choice(["…", "...", "[...]", "[…]"])
    return " ".join([*words[: dropped[0]], mark, *words[dropped[-1] + 1 :]])


def _altered(maker: Maker, sentence: Sentence, plain: bool) -> str | None:
    """One word that matters changed, dropped or put in."""
    rng = maker.random
    if not plain:
        return None
    words = sentence.clean.rstrip(".").split()
    pools: list[list[str]] = [ADJECTIVES, VERBS, PLACES, MONTHS]
    changes: list[list[str]] = []
    for n, word in enumerate(words):
        for pool in pools:
            if word in pool:
                others = [other for other in pool if other != word]
                changes += [[*words[:n], rng.choice(others), *words[n + 1 :]]]
        if word.isdigit():
            changes.append([*words[:n], str(int(word) + rng.choice([1, 10, 100])), *words[n + 1 :]])
        if word in ("not", "never"):
            changes.append([*words[:n], *words[n + 1 :]])
        if word in ("will", "has", "is", "would") and words[n + 1] not in ("not", "never"):
            changes.append([*words[: n + 1], "not", *words[n + 1 :]])
    return " ".join(rng.choice(changes)) if changes else None


def _typography(rng: random.Random, text: str) -> str:
    """The same words with another apostrophe, dash, blank, line end, or case of the first letter."""
    kind = rng.randrange(5)
    if kind == 0:
        return text[0].lower() + text[1:] if not text.startswith("I ") else text
    if kind == 1:
        return text.replace(" ", "\u00a0", 1)
    if kind == 2:
        return text.replace(" ", "\n", 2)
    if kind == 3:
        return text + rng.choice([",", ".", "!"])
    return text


def main() -> None:
    """Write the transcripts and the truth into tests/data/evidence."""
    maker = Maker()
    transcripts = [maker.transcript(number) for number in range(TRANSCRIPTS)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for made in transcripts:
        name, text = written(made)
        (FOLDER / name).write_text(text, encoding="utf-8")
    rows = quotes(maker, transcripts)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (FOLDER / "quotes.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
