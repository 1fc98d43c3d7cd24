"""Samples of every format damaged at random: each gives articles or one line, nothing else.

    python -m tests.faults.formats [--count 20000] [--seed 1]

A damage is what happens to files: cut short, bytes changed, dropped, doubled, or a piece of another sample put in.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
import warnings
from collections import Counter
from pathlib import PurePosixPath

from store.formats.detect import UnknownFormatError, detect
from store.formats.document import Document, FormatError
from store.formats.limits import MEGABYTE, Limits
from store.formats.parse import Parsing, Request
from store.model.wire import Wire
from tests.store.formats.test_corpus import CORPUS

NAMES = sorted(name for name, sample in CORPUS.items() if len(sample.data) < MEGABYTE // 4)
LIMITS = Limits(bytes=MEGABYTE, unpacked=4 * MEGABYTE)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` after one to four accidents."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(found) + 1), chance.choice((1, 1, 2, 8, 64))
        match chance.randrange(6):
            case 0:
                del found[at:]
            case 1:
                found[at : at + length] = chance.randbytes(len(found[at : at + length]))
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length] * chance.randint(1, 50)
            case 4:
                other = CORPUS[chance.choice(NAMES)].data
                start = chance.randrange(len(other) + 1)
                found[at : at + length] = other[start : start + 4 * length]
            case _:
                found[at:at] = chance.choice((b"\x00", b"\x1b[2J", b"<", b"&", b"]]>", b'"', b"\xff\xfe", b"\r\n\r\n"))
    return bytes(found)


def trial(number: int) -> str:
    """Damage one sample and parse it; returns what came of it. Raises AssertionError, or whatever a parser let out."""
    chance = random.Random(number)
    name = chance.choice(NAMES)
    data = damaged(CORPUS[name].data, chance)
    try:
        documents = list(Parsing(Request(detect(data, PurePosixPath(name).suffix), data), LIMITS))
    except (FormatError, UnknownFormatError) as error:
        message = str(error)
        assert "\n" not in message
        assert len(message) < 1500
        return "refused"
    for document in documents:
        check(document)
    return "read"


def check(document: Document) -> None:
    """What every article holds: text that can be kept, and metadata that can be shown in a line."""
    document.text.encode("utf-8")
    assert "\r" not in document.text
    wire = document.wire or Wire()
    assert Wire.from_dict(wire.to_dict()) == wire
    for field, value in wire.to_dict().items():
        if isinstance(value, str):
            assert "\n" not in value, field
            assert not any(unicodedata.category(char) == "Cc" for char in value), (field, value)
    assert Document.from_dict(document.to_dict()) == document


def main() -> None:
    """Run the trials and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    warnings.simplefilter("error")
    began, found, faults = time.monotonic(), Counter[str](), 0
    for number in range(args.seed, args.seed + args.count):
        try:
            found[trial(number)] += 1
        except Exception as error:
            faults += 1
            print(f"trial {number}: {type(error).__name__}: {str(error)[:200]}")
    print(f"{args.count} damaged files in {time.monotonic() - began:.0f} s: {dict(found)}, {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
