"""Tags as they are typed: `#word` among the words of a note, completed from the tags there are. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

MAX_OFFERED_TAGS = 5
"""No more tags than these are offered at once."""
_WHOLE = r"(?<![\w#/&`(])#([^\W\d_][\w-]*)"
_BEGUN = r"(?<![\w#/&`(])#((?:[^\W\d_][\w-]*)?)$"
_CODE = r"`[^`\n]*`"


def tags_of(body: str) -> tuple[str, ...]:
    """The tags in a note: every #word outside code and links, in order, once each. `# Heading` is no tag."""
    return tuple(dict.fromkeys(re.findall(_WHOLE, re.sub(_CODE, "", body))))


def without_tag(body: str, tag: str) -> str:
    """`body` with `tag` as a plain word: its `#` is gone. Code stays as it is."""
    parts = re.split(f"({_CODE})", body)
    mark = re.compile(rf"(?<![\w#/&`(])#(?={re.escape(tag)}(?![\w-]))")
    return "".join(part if part.startswith("`") else mark.sub("", part) for part in parts)


def begun_tag(line: str, column: int) -> str | None:
    """What is typed of a tag that ends at `column` (code points) of `line`, "" behind a mere `#`; None for none."""
    if column < len(line) and (line[column].isalnum() or line[column] in "_-"):
        return None
    head = line[max(0, column - 100) : column]
    if head.count("`") % 2:
        return None
    found = re.search(_BEGUN, head)
    return found[1] if found else None


def completions(begun: str, tags: Sequence[str]) -> tuple[str, ...]:
    """Those of `tags`, in their order, that begin with `begun` and go on, ignoring case; at most `MAX_OFFERED_TAGS`."""
    folded = begun.casefold()
    fitting = (tag for tag in tags if len(tag) > len(begun) and tag.casefold().startswith(folded))
    return tuple(tag for tag, _n in zip(fitting, range(MAX_OFFERED_TAGS), strict=False))


@dataclass(frozen=True, slots=True)
class Taken:
    """A tag that was put in at the column `start` of a line, the one `at` of those `offered`; others can replace it."""

    start: int
    offered: tuple[str, ...]
    at: int = 0

    @property
    def text(self) -> str:
        """What stands in the line."""
        return f"{self.offered[self.at]} "

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.start + len(self.text)

    @property
    def others(self) -> tuple[str, ...]:
        """The others, the one that comes next first."""
        return self.offered[self.at + 1 :] + self.offered[: self.at]

    def stands(self, line: str, column: int) -> bool:
        """Whether it is still what was typed last in `line`, with the cursor at `column`, and there are others."""
        return column == self.end and line[self.start : self.end] == self.text and len(self.offered) > 1

    def next(self, by: int) -> Taken:
        """The one `by` further on, in its place."""
        return replace(self, at=(self.at + by) % len(self.offered))
