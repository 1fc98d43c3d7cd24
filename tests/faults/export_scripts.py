"""People at work on an exported file and on the notes behind it, at random: not one edit may be lost.

A script exports an article, edits the file outside and inside the blocks, moves and deletes blocks, changes, deletes
and tears notes in the notebook, changes the line ends, imports and exports again. Every edit carries a word of its own;
at the end each word must be where its writer would look for it. `python -m tests.faults.export_scripts --scripts 500`.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from pathlib import Path

from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Loaded
from store.export.markdown_import import take_markdown
from store.export.templates import shipped
from store.export.writing import Exporter
from store.notes.anchors import Anchor
from store.notes.note import About
from store.notes.notebook import Notebook
from widgets.text.tags import tags_of

TEXT = "The headline\n\nFirst paragraph of it.\n\n“We deny it,” said Ms Vik.\n\nA last paragraph.\n"
BODIES = (
    "Call *her*.",
    "# A heading\n\ntext",
    "---\ntitle: x\n---",
    "```\ncode",
    "- one\n- two\n\n  more",
    "<b>no</b> <!-- x",
    "",
    "`a` [^1]\n\n[^1]: a footnote",
    "Underlined\n===\n\n> quoted",
    "[a]: http://b\n\n[a]",
    "C:\\Users\\x\n\n| a | b |",
    "```dataviewjs\nx()\n```\n\n<i>{a} \\<b> `$= x`",
)
BLOCK = re.compile(r"^<!-- copydesk:(note|part) .*?^<!-- /copydesk:\1 -->[ \t]*\r?\n?", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"^<!-- copydesk:note id=([\w-]+) .*?^<!-- /copydesk:note -->[ \t]*\r?\n?", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^<!-- copydesk:file .*\r?\n?", re.MULTILINE)


class Script:
    """One random script in a folder of its own. `losses` are what was lost, a line each."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.losses: list[str] = []
        self._random = random.Random(seed)
        self._home = folder / "home"
        self._target = folder / "out"
        self._library = Library(self._home)
        self._entry = self._library.keep(Loaded("a.txt", "a", TEXT, title="The headline", location="/a.txt"))
        self._book = Notebook.open(self._home, author="ada")
        self._count = 0
        self._outside: set[str] = set()
        self._inside: dict[str, str] = {}
        self._stored: set[str] = set()
        for _ in range(self._random.randint(1, 4)):
            self._add()

    def run(self, steps: int = 14) -> list[str]:
        """Play the script and return what was lost."""
        deeds = (
            self._export, self._export, self._import, self._write_outside, self._write_outside, self._write_front,
            self._write_inside, self._write_inside, self._write_head, self._set_status, self._edit_note,
            self._edit_note, self._status_of_note, self._delete_note, self._add, self._move, self._delete_block,
            self._line_ends, self._tear,
        )  # fmt: skip
        self._export()
        for _ in range(steps):
            self._random.choice(deeds)()
        self._export()
        self._check()
        self._book.close()
        return self.losses

    # What people do

    def _word(self) -> str:
        self._count += 1
        return f"word{self._count:03}x"

    def _export(self) -> None:
        before = self._text() if self._path() else None
        exporter = Exporter(self._library, self._book, shipped("notes"), tags_of, lambda: self._book, durable=False)
        exporter.trusted_author = self._random.choice(("", "ada"))
        outcome = exporter.export(self._entry, self._target)
        if outcome.path != self._path():
            self.losses.append(f"not written to the file: {outcome.warnings}")
        if before is not None:
            one, other = outside(before), outside(self._text())
            if outcome.new or outcome.removed:
                one, other = without_blank_lines(one), without_blank_lines(other)
            if one != other:
                self.losses.append(f"changed outside the markers: {one!r} became {other!r}")
        again = exporter.export(self._entry, self._target)
        if again.state != "same":
            self.losses.append(f"a second export changed the file: {again}")

    def _import(self) -> None:
        take_markdown(self._text(), self._book, tags_of)
        twice = take_markdown(self._text(), self._book, tags_of)
        if twice.changed or twice.conflicting:
            self.losses.append(f"a second import changed notes: {twice}")

    def _write_outside(self) -> None:
        text, word = self._text(), self._word()
        ends = [0, *(m.end() for m in BLOCK.finditer(text)), len(text)]
        place = self._random.choice([at for at in ends if at >= front_end(text)] or [len(text)])
        line = self._random.choice(("{}\n", "\n# {}\n\n", "> {}\n", "\n```\n{}\n```\n", "  {}  \n", "- {}"))
        self._put(f"{text[:place]}{'' if text[:place].endswith(chr(10)) else chr(10)}{line.format(word)}"
                  f"{'' if line.endswith(chr(10)) else chr(10)}{text[place:]}")  # fmt: skip
        self._outside.add(word)

    def _write_front(self) -> None:
        text, word = self._text(), self._word()
        if not text.startswith("---"):
            return
        line = self._random.choice(("mine_{}: yes\n", "# {}\n", "aliases_{}:\n  - b\n"))
        at = text.index("\n") + 1
        at = self._random.choice((at, front_end(text) - len(text[: front_end(text)].splitlines(True)[-1])))
        self._put(text[:at] + line.format(word) + text[at:])
        self._outside.add(word)

    def _write_inside(self) -> None:
        found = self._some_block()
        if found is not None:
            lines = found[0].splitlines(keepends=True)
            first = next(i for i, line in enumerate(lines) if line.startswith("<!-- copydesk:text"))
            self._write_at(found, lines, self._random.randint(first + 1, len(lines) - 1))

    def _write_head(self) -> None:
        found = self._some_block()
        if found is not None:
            lines = found[0].splitlines(keepends=True)
            first = next(i for i, line in enumerate(lines) if line.startswith("<!-- copydesk:text"))
            self._write_at(found, lines, self._random.randint(1, first))

    def _write_at(self, found: re.Match[str], lines: list[str], at: int) -> None:
        word = self._word()
        line = self._random.choice(("{}\n", "\n{} #tag\n\n", "### {}\n", "> <i>{}</i>\n", "- {}\n", "\\{} `x` ~~~\n"))
        lines[at:at] = [line.format(word)]
        self._replace(found, "".join(lines))
        self._inside[word] = found[1]

    def _set_status(self) -> None:
        found = self._some_block()
        if found is not None:
            self._replace(
                found, re.sub(r"\((?:open|done|verified)\)$", "(done)", found[0], count=1, flags=re.MULTILINE)
            )

    def _move(self) -> None:
        found = self._some_block()
        if found is None:
            return
        text = self._text()
        rest = text[: found.start()] + text[found.end() :]
        places = [at for at in [*(m.end() for m in BLOCK.finditer(rest)), len(rest)] if at >= front_end(rest)]
        at = self._random.choice(places)
        lead = "" if rest[:at].endswith("\n") else "\n"
        self._put(f"{rest[:at]}{lead}{found[0]}{rest[at:]}")

    def _delete_block(self) -> None:
        found = self._some_block()
        if found is not None:
            self._replace(found, "")
            for word in [word for word, id in self._inside.items() if id == found[1] and not self._is_stored(word)]:
                del self._inside[word]  # deleted by its writer before anybody took it

    def _line_ends(self) -> None:
        text = self._text().replace("\r\n", "\n")
        self._put(self._random.choice((text, text.replace("\n", "\r\n"))))

    # What happens in the notebook meanwhile

    def _add(self) -> None:
        word = self._word()
        anchor = Anchor.of(TEXT, Span(5, 5 + self._random.randint(1, 40))) if self._random.random() < 0.7 else None
        self._book.add(
            article=self._entry.key, version=self._entry.version, anchor=anchor,
            body=f"{self._random.choice(BODIES)}\n\n{word}", about=About("quote", "Vik", "Ms Vik", "Minister", "said"),
        )  # fmt: skip
        self._stored.add(word)

    def _edit_note(self) -> None:
        if notes := self._book.all():
            note, word = self._random.choice(notes), self._word()
            self._book.edit(
                note.uid, body=f"{note.body}\n{word}" if self._random.random() < 0.5 else f"{word} {note.body}"
            )
            self._stored.add(word)

    def _status_of_note(self) -> None:
        if notes := self._book.all():
            self._book.edit(self._random.choice(notes).uid, status="done", type="follow-up")

    def _delete_note(self) -> None:
        conflicting = {conflict.uid for conflict in self._book.conflicts()}
        if notes := [note for note in self._book.all() if note.uid not in conflicting]:
            self._book.delete(self._random.choice(notes).uid)

    def _tear(self) -> None:
        if notes := self._book.all():
            note, one, other = self._random.choice(notes), self._word(), self._word()
            self._book.edit(note.uid, base=note, body=f"{note.body} {one}")
            self._book.edit(note.uid, base=note, body=f"{note.body} {other}")
            self._stored |= {one, other}

    # Looking

    def _path(self) -> Path | None:
        files = list(self._target.glob("*.md")) if self._target.is_dir() else []
        return files[0] if files else None

    def _text(self) -> str:
        path = self._path()
        return path.read_bytes().decode("utf-8") if path else ""

    def _put(self, text: str) -> None:
        path = self._path()
        assert path is not None
        path.write_bytes(text.encode("utf-8"))

    def _replace(self, found: re.Match[str], new: str) -> None:
        text = self._text()
        self._put(text[: found.start()] + new + text[found.end() :])

    def _some_block(self) -> re.Match[str] | None:
        blocks = list(_NOTE.finditer(self._text()))
        return self._random.choice(blocks) if blocks else None

    def _is_stored(self, word: str) -> bool:
        states = [*self._book.all(), *self._book.trash(), *(v for c in self._book.conflicts() for v in c.versions)]
        return any(word in state.body for state in states)

    def _check(self) -> None:
        text = self._text()
        self.losses += [f"{word} is not in the file" for word in self._outside if word not in text]
        self.losses += [f"{word} did not come into the notebook" for word in self._inside if not self._is_stored(word)]
        self.losses += [f"{word} is not in the notebook" for word in self._stored if not self._is_stored(word)]


def outside(text: str) -> str:
    """What is the user's in a file, but for the front matter's own lines: found without the exporter's parser."""
    mine = [line for line in text[: front_end(text)].splitlines() if re.match("mine_|#|aliases_| +- b", line)]
    return "\n".join(mine) + FILE.sub("", BLOCK.sub("", text[front_end(text) :]))


def without_blank_lines(text: str) -> str:
    """The text with its blank lines taken out: a block that comes or goes has one beside it."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def front_end(text: str) -> int:
    """Where the front matter ends."""
    found = re.match(r"---\r?\n.*?^---\r?\n", text, re.MULTILINE | re.DOTALL)
    return found.end() if found else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()
    lost = 0
    for seed in range(args.first, args.first + args.scripts):
        with tempfile.TemporaryDirectory() as folder:
            losses = Script(seed, Path(folder)).run()
        lost += len(losses)
        for loss in losses:
            print(f"script {seed}: {loss}")
    print(f"{args.scripts} scripts, {lost} edits lost")
    raise SystemExit(lost > 0)


if __name__ == "__main__":
    main()
