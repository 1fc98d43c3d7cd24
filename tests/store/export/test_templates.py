"""House styles: what a template can say, and that it can reach nothing else and does not run on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from markupsafe import Markup

from store.export import sandbox, template_process
from store.export.render import render
from store.export.sandbox import Sandbox, rendered
from store.export.templates import SHIPPED, StyleError, names, template
from store.export.writing import Exporter
from tests.store.export.made import Desk, note, source
from widgets.text.tags import tags_of


def own(folder: Path, text: str, name: str = "house") -> Path:
    """A template of the user's."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def made(folder: Path, text: str) -> str:
    """What a template makes of an article with one note, without its front matter."""
    return render(source(note(), title="A *title*"), template(str(own(folder, text)))).split("---\n", 2)[2]


def test_what_a_template_says_is_escaped_and_what_it_is_stays(tmp_path: Path) -> None:
    text = "# {{ article.title }} *x*\n{% for n in notes %}{{ n.who|upper }}, {{ n.tags|join('; ') }}{% endfor %}"
    assert made(tmp_path, text) == "\n# A \\*title\\* *x*\nLIU PENGYU, china"


def test_macros_joined_strings_and_includes_work(tmp_path: Path) -> None:
    text = (
        "{% macro who(n) %}**{{ n.who }}**{% endmacro %}{{ who(notes[0]) }} {{ '<' ~ 1 ~ who(notes[0]) }}"
        "{% for q in quotes %} {{ q.details[0] }}{% endfor %} {{ actors|length }} {{ 1 + 1 }}\n"
        "{% include 'notices.md' %}"
    )
    assert made(tmp_path, text) == "\n**Liu Pengyu** \\<1**Liu Pengyu** direct 1 2\n"


def test_the_user_s_templates_come_first_and_are_named(tmp_path: Path) -> None:
    own(tmp_path, "# Ours\n", "notes")
    own(tmp_path, "x\n", "house")
    own(tmp_path, "x\n", "a b")
    assert names(tmp_path) == [*SHIPPED, "house"]
    assert "# Ours" in render(source(), template("notes", tmp_path))
    assert names(tmp_path / "none") == list(SHIPPED)


def test_a_template_of_one_s_own_takes_edits_back_too(tmp_path: Path) -> None:
    path = own(
        tmp_path / "t", "{% for n in notes %}{{ begin(n) }}\n- {{ n.who }}\n{{ words(n) }}\n{{ end(n) }}\n{% endfor %}"
    )
    desk = Desk(tmp_path)
    exporter = Exporter(desk.library, desk.book, template(str(path)), tags_of, lambda: desk.book)
    desk.path = exporter.export(desk.entry, desk.folder).path
    assert desk.path.name.endswith(".house.md")
    desk.change("Call the *embassy*.", "Call the consul.")
    assert exporter.export(desk.entry, desk.folder).imported == 1
    assert desk.bodies() == ["Call the consul."]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{% for %}", "line 1"),
        ("\n{{ x", "line 2"),
        ("{{ nobody }}", "undefined"),
        ("{% include 'other.md' %}", "other.md"),
        ("{% include article.title %}", "a name that is computed"),
        ("{% include '../../../etc/passwd' %}", "no such template"),
        ("{{ begin({'id': 'x'}) }}", "no note of this article"),
        ("{{ begin(notes[0]) }}", "without an end"),
        ("{{ begin_part('a') }}\n{{ begin_part('b') }}", "inside another"),
        ("<!-- copydesk:file article=x -->", "the file's own marker"),
        ("{{ 1 // 0 }}", "by zero"),
        ("{{ article.title|truncate(1) }}", "expected length"),
        ("{{ notes[0].tags.append('x') }}", "unsafe"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    ],
)
def test_a_broken_template_is_reported_in_one_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(StyleError) as error:
        made(tmp_path, text)
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''|attr('__class__') }}",
        "{{ article.__init__.__globals__ }}",
        "{{ cite.__globals__ }}",
        "{{ cite.__self__ }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ '{0.__class__}'.format(article) }}",
        "{{ 'a'.ljust(10) }}",
        "{{ range.__class__ }}",
        "{{ namespace(a=1) }}",
        "{{ lipsum() }}",
        "{{ article|pprint }}",
        "{{ article.title|xmlattr }}",
        "{{ loop }}{{ cycler('a') }}",
        "{% set x = article.update({'title': 1}) %}",
        "{% import 'os' as os %}",
    ],
)
def test_a_template_reaches_nothing_but_its_data(tmp_path: Path, text: str) -> None:
    with pytest.raises(StyleError):
        made(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in 'abcdefghij' %}" * 12 + "{% endfor %}" * 12,
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for a in range(999999) %}{% endfor %}",
        "{{ 'a' * 999999999 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ '%099999999d' % 1 }}",
        "{% set ns = ['x'] %}" + "{% set ns = ns + ns %}" * 40 + "{{ ns|length }}",
        "{% set s = 'xxxxxxxxxx' %}" + "{% set s = s ~ s %}" * 40 + "{{ s|length }}",
        "{% set s = article.title %}" + "{% set s = s|replace('', s) %}" * 9 + "{{ s|length }}",
        "{{ range(99999)|join(range(9999)|join('xxxxxxxxxx')) }}",
        "{% set l = ['x'] %}" + "{% set l = [l, l] %}" * 30 + "{{ l }}",
        "{% set l = ['x'] %}" + "{% set l = [l, l] %}" * 30 + "{{ l|upper|length }}",
        "{% for a in range(99999) %}{{ 'x' }}{{ article }}{% endfor %}" * 30,
        # within one filter or comparison, where nothing looks at the clock
        "{% set l = [['a', 'b']] %}" + "{% set l = l + l %}" * 18 + "{{ l|sum(start=[])|length }}",
        "{% set l = ['x'] %}{% set m = ['x'] %}" + "{% set l = [l, l] %}{% set m = [m, m] %}" * 40 + "{{ l == m }}",
        "{% set s = 'abxz' %}" + "{% set s = s ~ s %}" * 22 + "{{ s|map('upper')|sort|length }}",
    ],
)
def test_a_template_that_runs_on_is_stopped(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "RENDER_TIMEOUT_SECONDS", 0.2)
    began = time.process_time()
    with pytest.raises(StyleError, match=r"longer than|more than|too large|numbers only|too much memory"):
        made(tmp_path, text)
    assert time.process_time() - began < 8


def test_a_template_that_was_stopped_leaves_the_next_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as short:
        short.setattr(sandbox, "RENDER_TIMEOUT_SECONDS", 0.2)
        with pytest.raises(StyleError, match="longer than"):
            made(
                tmp_path,
                "{% set l = [0] %}{% set m = [0] %}" + "{% set l = [l, l] %}{% set m = [m, m] %}" * 40 + "{{ l == m }}",
            )
    process = template_process.child.process
    assert process is None, "the process was ended"
    assert made(tmp_path, "{{ article.title }}") == "\nA \\*title\\*"
    process = template_process.child.process
    assert process is not None
    process.kill()
    process.wait()
    assert made(tmp_path, "{{ article.title }}") == "\nA \\*title\\*", "one that has gone is started again"


def test_what_shipped_is_rendered_here_and_what_a_user_changed_is_not(tmp_path: Path) -> None:
    assert all(template(name, tmp_path).ours for name in SHIPPED)
    own(tmp_path, "x", "note")
    assert [template(name, tmp_path).ours for name in SHIPPED] == [False, False, True], "two of them include it"
    assert not template(str(own(tmp_path, "{{ article.title }}"))).ours


def test_output_is_counted_piece_by_piece() -> None:
    environment = Sandbox()
    environment.start(10.0)
    assert rendered(environment.from_string("a{{ x }}b").generate(x=Markup("*"))) == "a*b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ m + e }}", r"**b**\*z"),
        ("{{ [m, e]|join('_') }}", r"**b**\_\*z"),
        ("{{ [{'a': e}, {'a': m}]|join('; ', attribute='a') }}", r"\*z;**b**"),
        ("{{ m|replace('b', e) }}", r"**\*z**"),
        ("{{ e|replace('z', m) }}", r"\***b**"),
        ("{{ e|replace('z', 'y') }}", r"\*y"),
    ],
)
def test_text_put_together_with_markdown_is_escaped_as_markdown(text: str, shown: str) -> None:
    environment = Sandbox()
    environment.start(10.0)
    assert environment.from_string(text).render(m=Markup("**b**"), e="*z") == shown
