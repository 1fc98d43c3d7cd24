"""Hostile notes and titles are read back as they were; `make soak` has the long form."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.export.bodies import MAX_MARKDOWN_CHARACTERS, restore, safe, safe_lines, written
from store.texts.escaping import clean, lines_of
from tests.faults.hostile_exports import Case, cases, check, hostile

MARK = "1a2b3c4d"


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(cases, min_size=10, max_size=20))
def test_markdown_it_pandoc_and_yaml_give_back_what_went_in(batch: list[Case]) -> None:
    check(batch)


def test_what_once_leaked_out_of_a_note() -> None:
    """Each of these swallowed a marker, or changed another note, in one of the parsers."""
    bodies = (
        "```a b\n\nfoo\n```", "a\n~~~ x ~~~\nb", "1. \\<!-- x", "- ^[\n\n- b", "![[```a", "<!--a  ](", "---\na: b\n---",
        "[foo]: some text", "\\begin{a}", "\\end{a}", "<div>", "::: x", "*\n\n\t</div>", "    <!-- x",
        "``` {.a}\n$`x$<div>`",
    )  # fmt: skip
    check([Case("# A {#id}", "`a` <b>", tuple((body, ()) for body in bodies))])


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_what_was_not_edited_is_restored(body: str) -> None:
    groups = safe(body, MARK)
    assert restore(groups, safe_lines(groups), MARK) == "\n".join(
        line for group in groups if group.safe or not group.written for line in group.written
    )
    assert [line for group in groups for line in group.written] == lines_of(body)
    assert [clean(line) for line in safe_lines(groups)] == safe_lines(groups)


@settings(max_examples=150, deadline=None)
@given(hostile)
def test_turning_an_export_back_and_exporting_it_is_the_same(body: str) -> None:
    lines = safe_lines(safe(body, MARK))
    assert safe_lines(safe("\n".join(written(lines, MARK)), MARK)) == lines


@pytest.mark.parametrize("body", ["<!--```", "<!--\\*x*", "a\n- b", "<!-- copydesk:note -->"])
def test_what_once_was_not_the_same_again(body: str) -> None:
    lines = safe_lines(safe(body, MARK))
    assert safe_lines(safe("\n".join(written(lines, MARK)), MARK)) == lines


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("To check:\n- the embassy\n- NTB", ["Para", "BulletList"]),
        ("To check:\n1. the embassy\n2. <NTB>", ["Para", "OrderedList"]),
        ("Said\n## Later\nmore", ["Para", "Header", "Para"]),
        ("Said\n> a quote", ["Para", "BlockQuote"]),
        ("Said\n```\ncode\n```", ["Para", "CodeBlock"]),
        ("- a\n- b", ["BulletList"]),
    ],
)
def test_pandoc_sees_the_blocks_that_commonmark_sees(body: str, kinds: list[str]) -> None:
    groups = safe(body, MARK)
    assert restore(groups, safe_lines(groups), MARK) == body, "the blank line before them is not the user's"
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    text = "\n".join(safe_lines(groups)).encode()
    done = subprocess.run(["pandoc", "-f", "markdown", "-t", "json"], input=text, capture_output=True, check=True)
    assert [block["t"] for block in json.loads(done.stdout)["blocks"]] == kinds


def test_the_rest_of_a_note_is_what_its_writer_wrote() -> None:
    body = "# One\n\nC:\\Users <b>\n\n- [x](y) `<i>`\n\nTwo\n===\n\n[1]: http://a\n\n```py x\n# code"
    groups = safe(body, MARK)
    lines = safe_lines(groups)
    assert lines == [
        "### One", "", "C:\\\\Users \\<b>", "", "- [x](y) `<i>`", "", "### Two", "", "\\[1]: http://a", "", "```py",
        "# code", "```",
    ]  # fmt: skip
    edited = [line.replace("One", "First") for line in lines]
    assert restore(groups, edited, MARK) == body.replace("# One", "# First")
    assert restore(groups, [*lines, "", "more"], MARK) == f"{body}\n```\n\nmore"


def test_a_note_of_any_size_is_exported_soon() -> None:
    for piece in ("![", "`a", "# x\n", "<b>"):
        body = piece * (MAX_MARKDOWN_CHARACTERS // len(piece) + 1)
        assert safe_lines(safe(body, MARK))
        check([Case("t", "w", ((piece * 400, ()),))])
