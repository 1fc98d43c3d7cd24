"""Tags in a note, written as `#word`: found, removed and completed while they are typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

MAX_OFFERED_TAGS = 5
"""How many tags are offered at once."""
_WHOLE = r"(?<![\w#/&`(])#([^\W\d_][\w-]*)"
_PARTIAL = r"(?<![\w#/&`(])#((?:[^\W\d_][\w-]*)?)$"
_CODE = r"`[^`\n]*`"


def tags_of(body: str) -> tuple[str, ...]:
    """The tags in a note: every #word outside code and links, in order, once each. `# Heading` is not a tag."""
    return tuple(dict.fromkeys(re.findall(_WHOLE, re.sub(_CODE, "", body))))


def without_tag(body: str, tag: str) -> str:
    """`body` with the `#` of `tag` removed, outside code."""
    parts = re.split(f"({_CODE})", body)
    mark = re.compile(rf"(?<![\w#/&`(])#(?={re.escape(tag)}(?![\w-]))")
    return "".join(part if part.startswith("`") else mark.sub("", part) for part in parts)


def partial_tag(line: str, column: int) -> str | None:
    """The tag being typed before `column` (code points) of `line`: "" after a bare `#`, None if there is none."""
    if column < len(line) and (line[column].isalnum() or line[column] in "_-"):
        return None
    head = line[max(0, column - 100) : column]
    if head.count("`") % 2:
        return None
    found = re.search(_PARTIAL, head)
    return found[1] if found else None


def completions(partial: str, tags: Sequence[str]) -> tuple[str, ...]:
    """The `tags` longer than `partial` that begin with it, ignoring case: the first `MAX_OFFERED_TAGS`, in order."""
    folded = partial.casefold()
    fitting = (tag for tag in tags if len(tag) > len(partial) and tag.casefold().startswith(folded))
    return tuple(tag for tag, _n in zip(fitting, range(MAX_OFFERED_TAGS), strict=False))


@dataclass(frozen=True, slots=True)
class Completion:
    """A tag inserted at column `start` of a line: `offered[index]`, which the other tags offered can replace."""

    start: int
    offered: tuple[str, ...]
    index: int = 0

    @property
    def text(self) -> str:
        """The text inserted in the line: the tag and a space."""
        return f"{self.offered[self.index]} "

    @property
    def end(self) -> int:
        """The column after it."""
        return self.start + len(self.text)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The other tags offered, the next one first."""
        return self.offered[self.index + 1 :] + self.offered[: self.index]

    def is_current(self, line: str, column: int) -> bool:
        """Whether it is still in `line` directly before the cursor at `column`, and there are alternatives."""
        return column == self.end and line[self.start : self.end] == self.text and len(self.offered) > 1

    def next(self, by: int) -> Completion:
        """The completion `by` places on, at the same column; after the last tag comes the first."""
        return replace(self, index=(self.index + by) % len(self.offered))
