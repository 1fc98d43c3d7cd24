"""No export passes on what a program that opens it would run or fetch."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.bodies import restore, safe, safe_lines
from store.export.render import render
from store.export.templates import shipped
from tests.store.export.made import note, source

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


def test_what_is_no_code_stays() -> None:
    body = '```json\n{"a": 1}\n```\n\n[x](http://a.example) `code` import prices rose\n\n![map](map.png)'
    assert safe_lines(safe(body, MARK)) == body.split("\n")
