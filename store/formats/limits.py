"""Limits on the size, contents and cost of a foreign file."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one file. `bytes` is the maximum length of a file, and of an article or archive member inside one.

    `memory` is the child's address space in bytes; `cpu` its processor time and `seconds` its wall-clock time for one
    file. `unpacked` limits all members of an archive together, `ratio` how far a member above 1 MB may expand (a text
    file rarely exceeds 20, a bomb reaches 1,000), `members` their number and `depth` the nesting of archives,
    `articles` the number read from one file. `empty_embargo_is_none` are the senders, in lower case, whose empty
    embargo elements mean no embargo, and `text_field` is the field of a corpus that has the text ("": it is detected):
    not limits, but a user's settings, kept here because they are passed to the child the same way.
    """

    bytes: int = 20 * MEGABYTE
    memory: int = 1024 * MEGABYTE
    cpu: int = 20
    seconds: float = 30.0
    unpacked: int = 100 * MEGABYTE
    ratio: int = 200
    members: int = 2000
    depth: int = 3
    articles: int = 5000
    empty_embargo_is_none: tuple[str, ...] = ()
    text_field: str = ""

    @classmethod
    def of(cls, megabytes: int, empty_embargo_is_none: str = "", text_field: str = "") -> Limits:
        """The limits for files of up to this many megabytes; memory and time grow with the size.

        `empty_embargo_is_none` lists senders, separated by commas.
        """
        usual = cls()
        senders = (name.strip().casefold() for name in empty_embargo_is_none.split(","))
        times = max(1.0, megabytes * MEGABYTE / usual.bytes)
        return cls(
            bytes=megabytes * MEGABYTE,
            unpacked=5 * megabytes * MEGABYTE,
            memory=int(usual.memory * times),
            cpu=int(usual.cpu * times),
            seconds=usual.seconds * times,
            empty_embargo_is_none=tuple(filter(None, senders)),
            text_field=text_field,
        )


def in_megabytes(count: int) -> str:
    """`20 MB`; below one, in KB."""
    return f"{count // MEGABYTE} MB" if count >= MEGABYTE else f"{count // 1024} KB"


def count(number: int, what: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
