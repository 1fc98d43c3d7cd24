"""Exporting again: the user's words stay byte for byte, edits of notes come back, a damaged file is left alone."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import yaml

from store.articles.library import Library
from store.articles.sources import Loaded
from store.export.file_names import file_name
from store.export.front_matter import dump
from store.export.markdown_import import take_markdown
from store.notes.notebook import NotebookError
from tests.faults.export_scripts import BLOCK, FILE, Script
from tests.store.export.made import TEXT, Desk, entry
from widgets.text.tags import tags_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One article, one note, exported once."""
    return Desk(tmp_path)


def front(desk: Desk) -> dict[str, object]:
    """The front matter of the export."""
    found: dict[str, object] = yaml.safe_load(desk.text.split("---\n")[1])
    return found


def test_nothing_new_writes_nothing(desk: Desk) -> None:
    before, when = desk.text, desk.path.stat().st_mtime_ns
    assert desk.fresh().preview(desk.entry, desk.folder).state == "same"
    assert desk.fresh().export(desk.entry, desk.folder).state == "same"
    assert (desk.text, desk.path.stat().st_mtime_ns) == (before, when)
    desk.book.edit(desk.note.uid, status="verified")
    assert desk.fresh().preview(desk.entry, desk.folder).state == "changed"
    assert desk.text == before, "a preview writes nothing"
    assert desk.fresh().export(desk.entry, desk.folder).changed == 1 or "(verified)" in desk.text


def test_opening_the_article_again_on_a_day_writes_nothing(desk: Desk) -> None:
    for time, state in (("09:00", "changed"), ("17:30", "same")):
        library = Library(desk.library.home, partial(datetime.fromisoformat, f"2030-01-02T{time}:00+00:00"))
        opened = library.mark_opened(desk.entry.key)
        assert opened is not None
        assert desk.fresh().export(opened, desk.folder).state == state
    assert front(desk)["accessed"] == "2030-01-02"


def test_a_file_that_nobody_touched_is_counted_by_its_notes(desk: Desk) -> None:
    more = desk.book.add(article=desk.entry.key, version=desk.entry.version, anchor=None, body="Two")
    found = desk.fresh().export(desk.entry, desk.folder)
    assert (found.new, found.changed, found.same, found.removed) == (1, 0, 1, 0)
    desk.book.edit(desk.note.uid, body="Else")
    desk.book.delete(more.uid)
    found = desk.fresh().export(desk.entry, desk.folder)
    assert (found.new, found.changed, found.same, found.removed) == (0, 1, 0, 1)


def test_an_untouched_file_is_written_as_a_new_one(desk: Desk) -> None:
    desk.book.add(article=desk.entry.key, version=desk.entry.version, anchor=None, body="first of all")
    desk.fresh().export(desk.entry, desk.folder)
    original = desk.text
    desk.path.unlink()
    desk.fresh().export(desk.entry, desk.folder)
    assert desk.text == original
    assert original.index("first of all") < original.index("Call the")


def test_words_around_the_blocks_stay_byte_for_byte(desk: Desk) -> None:
    desk.text = ("\ufeff" + desk.text.replace("# Headline\n", "# My headline\n\n\n> mine  \n")).replace("\n", "\r\n")
    desk.text += "no line end"
    desk.change("---\r\n\r\n# My", "mine:  [1,2] # so\r\n---\r\n\r\n# My")
    before = desk.text
    desk.book.edit(desk.note.uid, body="Other words.")
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert (outcome.changed, outcome.imported, outcome.warnings) == (1, 0, ())
    assert BLOCK.split(FILE.sub("", desk.text)) == BLOCK.split(FILE.sub("", before))
    assert "\r\nOther words.\r\n" in desk.text
    assert "\n" not in desk.text.replace("\r\n", "")


def test_an_edit_inside_becomes_the_note_s_next_state(desk: Desk) -> None:
    desk.change("Call the *embassy*.", "Call the *embassy*. #asked")
    desk.change("## Fact check (open)", "## Fact check (verified)")
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert (outcome.imported, outcome.conflicting) == (1, 0)
    note = desk.book.get(desk.note.uid)
    assert note is not None
    assert (note.body, note.tags, note.status) == ("Call the *embassy*. #asked", ("asked",), "verified")
    assert front(desk)["tags"] == ["asked"]
    desk.book.undo()
    assert desk.bodies() == ["Call the *embassy*."]


def test_when_both_changed_both_are_stored(desk: Desk) -> None:
    desk.change("Call the *embassy*.", "Call the consul.")
    desk.book.edit(desk.note.uid, body="Call the minister.")
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert (outcome.imported, outcome.conflicting) == (1, 1)
    assert desk.bodies() == ["Call the consul.", "Call the minister."]
    assert "**Two versions: " in desk.text
    assert desk.fresh().export(desk.entry, desk.folder).state == "same"


def test_changes_of_different_kinds_are_joined(desk: Desk) -> None:
    desk.change("Call the *embassy*.", "Call the consul.")
    desk.book.edit(desk.note.uid, status="wrong")
    assert desk.fresh().export(desk.entry, desk.folder).conflicting == 0
    assert desk.bodies() == ["Call the consul."]
    assert "## Fact check (wrong)" in desk.text


def test_only_the_line_that_was_edited_changes(tmp_path: Path) -> None:
    body = "  \n# Title\n\nC:\\Users `<b>` <i>x</i>\n\n---\n[1]: http://a.b\n\n```py odd info\nx"
    desk = Desk(tmp_path, body)
    desk.change("### Title", "### Another title")
    desk.fresh().export(desk.entry, desk.folder)
    assert desk.bodies() == [body.strip("\n ").replace("# Title", "# Another title")]


def test_a_line_in_the_head_of_a_block_goes_into_the_note(desk: Desk) -> None:
    desk.change("Said by **Liu Pengyu**", "Rung up at noon.\n\nSaid by **Liu Pengyu**")
    desk.fresh().export(desk.entry, desk.folder)
    assert desk.bodies() == ["Rung up at noon.\n\nCall the *embassy*."]


def test_a_deleted_block_stays_out_and_its_note_stays(desk: Desk) -> None:
    desk.text = re.sub(r"<!-- copydesk:note .*<!-- /copydesk:note -->\n", "", desk.text, flags=re.DOTALL)
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert (outcome.left_out, outcome.new) == (1, 0)
    assert desk.bodies() == ["Call the *embassy*."]
    desk.book.add(article=desk.entry.key, version=desk.entry.version, anchor=None, body="another")
    assert desk.fresh().export(desk.entry, desk.folder).new == 1
    assert "another" in desk.text
    assert "Call the" not in desk.text


def test_an_edit_brings_a_note_back_from_the_trash(desk: Desk) -> None:
    desk.book.delete(desk.note.uid)
    desk.change("Call the *embassy*.", "Call the consul.")
    desk.fresh().export(desk.entry, desk.folder)
    assert desk.bodies() == ["Call the consul."]
    desk.book.delete(desk.note.uid)
    assert desk.fresh().export(desk.entry, desk.folder).removed == 1
    assert "consul" not in desk.text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<!-- /copydesk:note -->", "", "a block without an end"),
        ("<!-- copydesk:text -->", "<!-- copydesk:note id=x -->", "a block inside another"),
        ("<!-- copydesk:note ", "<!--copydesk:note ", "a marker that cannot be read"),
        ("<!-- copydesk:text -->", "<!-- copydesk:text -->\n<!-- copydesk:text -->", "twice there"),
        (
            "<!-- copydesk:file ",
            "<!-- /copydesk:part -->\n<!-- copydesk:file ",
            "the end of a block that did not begin",
        ),
        ("article=", "article=other-", "the export of another article"),
        ("template=notes", "template=quotes", "the export of another template"),
        ("Headline", "\udce9", "not UTF-8"),
    ],
)
def test_a_damaged_file_is_left_alone(desk: Desk, old: str, new: str, fault: str) -> None:
    assert old in desk.text
    desk.path.write_bytes(desk.text.replace(old, new).encode("utf-8", "surrogateescape"))
    desk.book.edit(desk.note.uid, body="Something else.")
    before = desk.path.read_bytes()
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert desk.path.read_bytes() == before
    assert outcome.path.name == desk.path.name.replace(".md", ".new.md")
    assert len(outcome.warnings) == 1
    assert fault in outcome.warnings[0]
    assert "Something else." in outcome.path.read_text(encoding="utf-8")
    assert desk.fresh().export(desk.entry, desk.folder).state == "same", "the file beside is ours from now on"


def test_a_block_twice_is_nobody_s(desk: Desk) -> None:
    block = re.search(r"<!-- copydesk:note .*<!-- /copydesk:note -->\n", desk.text, re.DOTALL)
    assert block
    desk.text += block[0]
    assert "the same block twice" in desk.fresh().export(desk.entry, desk.folder).warnings[0]


def test_a_file_of_the_user_s_own_is_left_alone(desk: Desk) -> None:
    desk.text = "# Mine\n"
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert desk.text == "# Mine\n"
    assert "no export of Copydesk" in outcome.warnings[0]


def test_a_link_is_never_followed(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.md"
    target.write_text("theirs", encoding="utf-8")
    desk.path.unlink()
    desk.path.symlink_to(target)
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert target.read_text(encoding="utf-8") == "theirs"
    assert outcome.path.parent == desk.folder
    assert "a link" in outcome.warnings[0]
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".tmp-")] == []


def test_what_a_killed_export_left_is_swept_an_hour_later(desk: Desk) -> None:
    old, new = desk.folder / ".tmp-export-0123456789ab", desk.folder / ".tmp-export-ba9876543210"
    for path in (old, new, desk.folder / ".tmp-mine"):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (1, 1))
    desk.fresh().export(desk.entry, desk.folder)
    assert (old.exists(), new.exists(), (desk.folder / ".tmp-mine").exists()) == (False, True, True)


def test_a_file_is_found_again_by_another_name_and_title(desk: Desk) -> None:
    other = desk.path.rename(desk.path.with_name(f"mine-{desk.path.name[-11:]}"))
    retitled = desk.library.keep(Loaded("a.txt", "a", TEXT + "More.\n", title="New title", location="/a.txt"))
    outcome = desk.fresh().export(retitled, desk.folder)
    assert outcome.path == other
    assert list(desk.folder.iterdir()) == [other]


def test_the_user_s_front_matter_stays(desk: Desk) -> None:
    desk.change("tags: []\n", "tags:\n- mine\nauthor_note: |\n  two\n  lines\n# a comment\n")
    desk.change("author: null\n", "author: Kim Berg\n")
    desk.change("published: null\n", "")
    desk.book.edit(desk.note.uid, tags=("china",), body="x")
    desk.library.keep(Loaded("a.txt", "a", TEXT, title="Another headline", location="/a.txt"))
    changed = desk.library.find(desk.entry.key)
    assert changed is not None
    desk.fresh().export(changed, desk.folder)
    fields = front(desk)
    assert (fields["tags"], fields["author_note"], fields["author"]) == (["china", "mine"], "two\nlines\n", "Kim Berg")
    assert fields["title"] == "Another headline"
    assert "published" not in fields
    assert "# a comment\n" in desk.text


@pytest.mark.parametrize("broken", ["a: [", "- a list", "&a [*a]: b", "? {a: b}\n: c"])
def test_front_matter_that_is_no_table_of_ours_is_left(desk: Desk, broken: str) -> None:
    matter = desk.text.split("---\n")[1]
    desk.change(matter, broken + "\n")
    desk.book.edit(desk.note.uid, body="x")
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert f"---\n{broken}\n---\n" in desk.text
    assert outcome.warnings == (f"{desk.path.name}: the front matter cannot be read and is left as it is",)


def test_an_edited_part_stays_and_is_reported(tmp_path: Path) -> None:
    desk = Desk(tmp_path, template="fact-check")
    assert desk.path.name.endswith(".fact-check.md")
    desk.change("1 to check, 0 of them done.", "1 to check, by Friday.")
    desk.book.edit(desk.note.uid, status="verified")
    outcome = desk.fresh("fact-check").export(desk.entry, desk.folder)
    assert "by Friday" in desk.text
    assert "“count” was edited" in outcome.warnings[0]
    assert "(verified)" in desk.text


def test_edits_are_not_overwritten_where_they_cannot_be_stored(desk: Desk) -> None:
    desk.change("Call the *embassy*.", "Call the consul.")
    before = desk.text
    exporter = desk.fresh()
    exporter.writer = None
    with pytest.raises(NotebookError, match="read-only"):
        exporter.export(desk.entry, desk.folder)
    assert desk.text == before


def test_a_note_of_another_notebook_keeps_its_block(desk: Desk) -> None:
    desk.change(desk.note.uid, "99999999-0000-4000-8000-000000000000")
    desk.change("Call the *embassy*.", "Call the consul.")
    outcome = desk.fresh().export(desk.entry, desk.folder)
    assert "Call the consul." in desk.text
    assert "is not in this notebook; its block stays" in outcome.warnings[0]
    imported = take_markdown(desk.text, desk.book, tags_of)
    assert (imported.changed, len(imported.faults)) == (0, 1)


def test_another_desk_s_notes_stay_in_a_file_both_export_to(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other", body="Theirs.")
    other.path, other.folder = desk.path, desk.folder
    for _ in range(2):
        other.fresh().export(other.entry, desk.folder)
        desk.fresh().export(desk.entry, desk.folder)
    assert desk.text.count("Theirs.") == desk.text.count("Call the *embassy*.") == 1
    desk.change("Theirs.", "Theirs, as they say.")
    assert other.fresh().export(other.entry, desk.folder).imported == 1
    assert other.bodies() == ["Theirs, as they say."]


def test_an_import_takes_edits_once_and_leaves_the_file(desk: Desk) -> None:
    desk.change("Call the *embassy*.", "Call the consul.\n\n# Then\n\n<b>wait</b>")
    before = desk.text
    assert take_markdown(before, desk.book, tags_of, dry=True).changed == 1
    assert desk.bodies() == ["Call the *embassy*."]
    assert [take_markdown(before, desk.book, tags_of).in_words() for _ in range(2)] == [
        "notes: 1 changed",
        "notes: 1 known",
    ]
    assert desk.bodies() == ["Call the consul.\n\n# Then\n\n<b>wait</b>"]
    assert desk.text == before
    assert take_markdown("# Mine\n", desk.book, tags_of).faults
    assert take_markdown("<!-- copydesk:note id=x -->", desk.book, tags_of).faults


def test_names_are_plain_on_every_system() -> None:
    hostile = ["../../x", "CON", "nul.txt", "a/b\\c:d*e?", "x" * 400, "\x1b[2J", "Ünïcode – «nei»", ". ", "", "\u202e"]
    for title in hostile:
        assert re.fullmatch(r"2024-04-13-[a-z0-9][a-z0-9-]{0,60}-00c0ffee\.md", file_name(entry(title)))
    assert file_name(entry("A B")) == "2024-04-13-a-b-00c0ffee.md"
    assert file_name(replace(entry("A B"), published=None)) == "undated-a-b-00c0ffee.md", "not the day it came"


def test_front_matter_holds_whatever_a_title_is() -> None:
    for title in (
        "a: b",
        "---",
        "...",
        "- x",
        "# y",
        "yes",
        "1e3",
        "'",
        '"',
        "\u2028x",
        "x\ny",
        "\U0001f600",
        "null",
        "!!x",
    ):
        assert yaml.safe_load(dump({"title": title})) == {"title": title}


@pytest.mark.parametrize("seed", range(8))
def test_no_edit_is_lost_whatever_people_do(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert Script(seed, Path(folder)).run() == []


def test_a_folder_that_cannot_be_written_is_an_error(desk: Desk) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    desk.folder.chmod(0o500)
    desk.book.edit(desk.note.uid, body="x")
    with pytest.raises(OSError, match="denied"):
        desk.fresh().export(desk.entry, desk.folder)
