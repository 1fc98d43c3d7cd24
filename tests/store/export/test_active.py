"""No export passes on what a program that opens it would run or fetch."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.export.bodies import restore, safe, safe_lines
from store.export.render import render
from store.export.templates import shipped
from store.notes.notebook import Notebook
from tests.store.export.made import Desk, note, source
from tui.cli import run

CODE = "```dataviewjs\nmine()\n```\n\nmine() <b>\\<i>"
MARK = "1a2b3c4d"
ACTIVE = (
    "```dataviewjs\nx()\n```", "> ```dataview\n> LIST\n> ```", "```tasks\n```", "~~~ mermaid\nclick A\n~~~",
    "see `$= dv.pages()`", "see `= this.file`", "<%* tp.system.prompt() %>", "```py\n<% tp.x %>\n```", "    <%* x %>",
    "[x](javascript:alert(1))", "[x](JAVA&#115;cript:alert(1))", "[x](<java\tscript:a>)", "[x](vbscript:a)",
    "[y](data:text/html,a)", "![x](http://t.example/x.png)", "![x](//t.example/x.png)", "![x](data:image/png,a)",
    "<img src=x onerror=a>", "<iframe src=x>", "```{python}\nos.x()\n```", "    ```{r}\n    x\n    ```",
    "`r system('id')`", "`r# x`", "`{python} x`", "{{< include /etc/passwd >}}", "```\n{{< include x >}}\n```",
    "{alert(1)}", "text {alert(1)}", "import x from 'y'", "export const x = 1", "`<b>`{=html}", "[x](http://a){onclick=a}",
)  # fmt: skip
RUNS = re.compile(
    r"<%|\{\{[<%]|`r[ #]|^[ \t>]*(?:```|~~~)[ \t]*(?:\{|dataview|tasks|mermaid)|(?<!\\)`\$?=|(?<!\\)`\{"
    r"|^(?:import|export) "
    r"|(?<!\\)\]\((?:<?[\w&#;\t]*cript|data):|(?<!\\)!\[|(?<![\\`])<(?=[a-z])|(?<!\\)\{",
    re.MULTILINE | re.IGNORECASE,
)
"""What no export may hold: written apart from the code that is tested."""


@pytest.mark.parametrize("body", ACTIVE)
def test_a_note_with_code_becomes_words_and_comes_back_as_it_was(body: str) -> None:
    assert RUNS.search(body), "else the test could not fail"
    groups = safe(body, MARK)
    lines = safe_lines(groups)
    assert not RUNS.search("\n".join(lines)), lines
    assert restore(groups, lines, MARK) == body


@given(st.lists(st.sampled_from([*ACTIVE, "word", "\n", "\n\n", "`", "\\", "- ", "> "]), max_size=6).map("".join))
@settings(max_examples=150, deadline=None)
def test_whatever_stands_around_it(body: str) -> None:
    groups = safe(body, MARK)
    lines = safe_lines(groups)
    assert not re.search(r"<%|\{\{[<%]|`r[ #]|^[ \t>]*(?:```|~~~)[ \t]*\{", "\n".join(lines), re.MULTILINE), lines
    exact = "\n".join(line for group in groups if group.safe or not group.written for line in group.written)
    assert restore(groups, lines, MARK) == exact


@pytest.mark.parametrize("text", ["<%* app %>", "`r system('id')`", "{{< include x >}}", "a <% b `c` \\<%"])
def test_titles_are_no_code_either_and_yaml_gives_them_back(text: str) -> None:
    made = render(source(note(body="x"), title=text), shipped("notes"))
    assert not re.search(r"<%|\{\{[<%]|`r[ #]", made)
    assert yaml.safe_load(made.split("---\n")[1])["title"] == text


@pytest.mark.parametrize("body", ACTIVE)
def test_a_trusted_note_keeps_its_code_and_comes_back_as_it_was(body: str) -> None:
    groups = safe(body, MARK, trusted=True)
    lines = safe_lines(groups)
    assert RUNS.search("\n".join(lines)), lines
    assert restore(groups, lines, MARK, trusted=True) == body


@pytest.mark.parametrize("body", ["<script>\nnever closed", "<!-- never closed", "```dataviewjs\nnever closed"])
def test_a_trusted_note_does_not_swallow_what_follows(body: str) -> None:
    lines = safe_lines(safe(body, MARK, trusted=True))
    after = MarkdownIt("commonmark").parse("\n".join([*lines, "", "# next"]))
    assert [token.type for token in after[-3:]] == ["heading_open", "inline", "heading_close"]


def test_only_own_notes_are_trusted_and_edits_in_the_file_come_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path, CODE)
    ada = Notebook.open(tmp_path / "home", author="ada")
    where = {"article": desk.entry.key, "version": desk.entry.version, "anchor": None}
    ada.add(body="```dataviewjs\nadas()\n```", **where)  # type: ignore[arg-type]
    ada.close()
    desk.book.refresh()
    for trusted, count in (("", 0), ("kim", 1), ("", 0), ("kim", 1)):
        exporter = desk.fresh()
        exporter.trusted_author = trusted
        exporter.export(desk.entry, desk.folder)
        assert desk.text.count("```dataviewjs") == count, trusted
        assert "adas()" in desk.text
    desk.change("mine() <b>\\<i>", "mine() <b>\\<i> more")
    exporter.export(desk.entry, desk.folder)
    assert desk.book.get(desk.note.uid).body == CODE.replace("<i>", "<i> more")  # type: ignore[union-attr]
    desk.book.edit(desk.note.uid, foreign=True, body=CODE)
    exporter.export(desk.entry, desk.folder)
    assert "```dataviewjs" not in desk.text, "words out of a file are nobody's own"
    desk.book.close()


def test_the_option_the_setting_and_a_shared_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Desk(tmp_path, CODE).book.close()
    (tmp_path / "config" / "copydesk").mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def exported(*options: str, format: str = "md") -> Any:
        command = ["export", "Headline", "--author", "kim", "--format", format, *options]
        assert run(["--home", str(tmp_path / "home"), *command]) == 0
        return capfd.readouterr()

    capfd.readouterr()
    assert "```dataviewjs" not in exported().out
    assert "```dataviewjs" in exported("--trust-notes").out
    assert '"format": "text/plain"' in exported(format="jsonld").out
    assert '"format": "text/markdown"' in exported("--trust-notes", format="jsonld").out
    (tmp_path / "config" / "copydesk" / "config.toml").write_text("trust_notes = true\n")
    assert "```dataviewjs" in exported().out
    (tmp_path / "home").chmod(0o2770)
    shared = exported()
    assert "```dataviewjs" not in shared.out
    assert "no effect" in shared.err


def test_what_is_no_code_stays() -> None:
    body = '```json\n{"a": 1}\n```\n\n[x](http://a.example) `code` import prices rose\n\n![map](map.png)'
    assert safe_lines(safe(body, MARK)) == body.split("\n")
