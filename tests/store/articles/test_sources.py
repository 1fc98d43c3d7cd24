"""What the user names becomes text, or one clear line."""

# ruff: noqa: E501 - a folder is a line here

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.articles.sources import MAX_SOURCE_BYTES, Raw, Source, expand, load
from store.model.source_names import SourceError, looks_binary, printable, slug
from tests.conftest import ROOT
from tests.store.formats.corpus.kinds.wire_kinds import g2, nitf

CASES = ROOT / "tests" / "data" / "formats" / "cases"


def test_folders_files_urls_and_stdin_expand_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.html", "d.HTM", "e.pdf", "f.png", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub.txt").mkdir()
    sources = expand([str(tmp_path), "-", "HTTPS://example.org/a", str(tmp_path / "a.md")], stdin=True)
    assert [(s.kind, Path(s.name).name) for s in sources] == [
        ("file", "a.md"), ("file", "b.txt"), ("file", "c.html"), ("file", "d.HTM"), ("file", "e.pdf"),
        ("stdin", "-"), ("url", "a"),
    ]  # fmt: skip
    assert sources[-1].name == "https://example.org/a"


@pytest.mark.parametrize(
    ("arg", "reason"),
    [
        ("missing.txt", "No such file"), ("ftp://example.org/x", "only http and https"), ("http://", "not a URL"),
        ("http://[::1", "not a URL"), ("http://x.org:99999999/", "not a URL"), ("-", "nothing is piped in"),
        ("a\0b", "not a file name"), ("https://e.org/a\x1b[2Jb", "not a URL"), ("x" * 5000, "File name too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_source_is_one_line(arg: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        expand([arg], stdin=False)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_other_xml_and_json_in_a_folder_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "pom.xml").write_text("<?xml version='1.0'?><project/>")
    (tmp_path / "wire.xml").write_text("<nitf><body/></nitf>")
    (tmp_path / "item.json").write_text('{"uri": "urn:x", "pubstatus": "usable"}')
    assert [Path(each.name).name for each in expand([str(tmp_path)], stdin=False)] == ["item.json", "wire.xml"]


def test_a_file_without_a_suffix_is_an_article_where_its_content_says_so(tmp_path: Path) -> None:
    for name, data in (
        ("wire-0001", b"<nitf><body/></nitf>"), ("release", b"%PDF-1.4"), ("LICENSE", b"Do what you like."),
        ("Inbox", b"From a@b.example Tue Nov 24 09:15:00 2026\nFrom: a@b.example\n"),
        ("core", bytes(999)), ("Makefile", b"all:\n\ttrue\n"), ("page.xhtml", b"x"), ("a.markdown", b"x"),
        ("b.text", b"x"), ("box.mbx", b"x"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    assert {Path(each.name).name for each in expand([str(tmp_path)], stdin=False)} == {
        "wire-0001", "Inbox", "release", "page.xhtml", "a.markdown", "b.text", "box.mbx",
    }  # fmt: skip


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no articles in this folder"):
        expand([str(tmp_path)], stdin=False)


def write(tmp_path: Path, name: str, data: bytes) -> Source:
    (tmp_path / name).write_bytes(data)
    return Source("file", str(tmp_path / name))


def test_text_comes_in_verbatim_but_for_line_ends(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, "a.b.txt", "\ufeff– Nei,\r\nsa «Liu».\0\r".encode()))
    assert loaded.text == "– Nei,\nsa «Liu».\0\n"
    assert (loaded.id, loaded.raw, loaded.warnings) == ("a.b", None, ())
    assert loaded.location == str((tmp_path / "a.b.txt").resolve())


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, "a.txt", b"\x93quote\x94"))
    assert loaded.text == "“quote”"
    assert "Windows-1252" in loaded.warnings[0]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n", bytes(range(256)) * 4, b"\0" * 100])
def test_binary_files_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError, match=r"b\.txt: looks binary"):
        load(write(tmp_path, "b.txt", data))


def test_what_is_no_plain_text_is_stored_for_the_sandbox(tmp_path: Path) -> None:
    page = '<html><meta charset="windows-1251"><p>Привет</p></html>'.encode("cp1251")
    loaded = load(write(tmp_path, "a.html", page))
    assert (loaded.text, loaded.raw) == ("", Raw("html", page))
    assert load(write(tmp_path, "a.txt", b"<!DOCTYPE html><p>x")).raw == Raw("html", b"<!DOCTYPE html><p>x")
    assert load(write(tmp_path, "b.txt", b"%PDF-1.7 ...")).raw == Raw("pdf", b"%PDF-1.7 ...")


def test_files_that_are_too_long_missing_or_no_files_are_one_line(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_SOURCE_BYTES + 1)
    for source, reason in (
        (Source("file", str(big)), "longer than 20 MB"),
        (Source("file", str(tmp_path / "gone.txt")), "No such file"),
        (Source("file", str(tmp_path)), "not a file"),
        (Source("file", "/dev/zero"), "not a file"),
    ):
        with pytest.raises(SourceError, match=reason):
            load(source)


def test_a_file_without_permission_is_one_line(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    secret.chmod(0)
    code = (
        "import os, sys\n"
        "from store.articles.sources import Source, SourceError, load\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: load(Source('file', sys.argv[1]))\n"
        "except SourceError as error: print(error)"
    )
    for folder in (tmp_path, *tmp_path.parents):
        if os.getuid() == 0 and folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    done = subprocess.run([sys.executable, "-c", code, str(secret)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{secret}: Permission denied\n"


def test_standard_input_is_distinguished_by_its_text() -> None:
    code = (
        "from store.articles.sources import Source, load\n"
        "x = load(Source('stdin', '-'))\nprint(x.id, x.text, x.location[:9])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"hello", capture_output=True, check=True)
    assert done.stdout == b"stdin hello -2cf24dba\n"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_load_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    source = write(tmp_path_factory.getbasetemp(), "fuzz.txt", data)
    try:
        loaded = load(source)
    except SourceError as error:
        reported = str(error)
        assert looks_binary(data) or "not read" in reported or "broken" in reported
    else:
        loaded.text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_names_are_safe_to_show(name: str) -> None:
    assert printable(name).isprintable()
    assert len(printable(name)) <= 200
    assert slug(name).replace("-", "").isalnum()
    assert len(slug(name)) <= 48


def test_a_folder_is_read_with_those_below_it_and_what_is_skipped_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "2026" / "03").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "2026" / "03" / "tag_xp.example,2026_newsml_L4N1").write_text("<nitf><body/></nitf>")
    (tmp_path / "2026" / "wire.tst").write_bytes(b"\x16\x16\x01W2870\x1fskery\r\n")
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / ".git" / "b.txt").write_text("x")
    (tmp_path / "2026" / "notes.cfg").write_text("x = 1")
    (tmp_path / "2026" / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    skipped: list[str] = []
    found = expand([str(tmp_path)], stdin=False, skipped=skipped)
    assert [Path(each.name).name for each in found] == ["a.txt", "wire.tst", "tag_xp.example,2026_newsml_L4N1"]
    assert [line.rpartition("/")[2] for line in skipped] == [
        "notes.cfg: no article by its name or content",
        "old.doc: an old Office file (.doc, .xls, .msg): save it as DOCX or text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "articles", "skipped"),
    [
        ({"a/b/c/story.TXT": "Words.", "a/b/STORY.XML": nitf(), "a/2027.05.03 Story, final (2).md": "# Words"}, 3, {}),
        ({"wire/n_0001": g2(), "wire/n_0002.0815": nitf(), "wire/msg.": "\x01nna0456 4 ku 77\n\n\x02Head =\n\nText.\n\x03"}, 3, {}),
        ({"a.txt": "Words.", "b.xml": "<svg/>", "c.json": "[]", "d": "just words", "e.png": "\x89PNG"}, 1, {
            "b.xml": "XML of a kind that is not read (<svg>)", "c.json": "JSON, but neither", "d": "no article by its name",
            "e.png": "no article by its name",
        }),
        ({"æøå/nyhet – én.txt": "Ord.", "a.txt\n.eml": "From: a@a.example\nMessage-ID: <1>\nSubject: A\n\nB", "x.rtf": "{\\rtf1 A}"}, 3, {}),
        ({"tag_xp.example,2027_newsml_X1": g2(), ".hidden/a.txt": "No.", "~lock.docx#": "x", "b.TST": "\x16\x16\x01A1\x1fx\n"}, 2, {"~lock.docx#": "no article"}),
    ],
)  # fmt: skip
def test_folders_of_odd_names(tmp_path: Path, files: dict[str, str], articles: int, skipped: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    reported: list[str] = []
    assert len(expand([str(tmp_path)], stdin=False, skipped=reported)) == articles
    assert len(reported) == len(skipped)
    for name, reason in skipped.items():
        assert any(line.startswith(str(tmp_path / name)) and reason in line for line in reported), reported


def test_the_case_of_odd_names_and_a_link_to_nothing(tmp_path: Path) -> None:
    shutil.copytree(CASES / "folder-of-odd-names", tmp_path / "deep" / "er")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    reported: list[str] = []
    assert len(expand([str(tmp_path)], stdin=False, skipped=reported)) == 3
    assert reported == [f"{tmp_path}/gone.txt: not a file, or a link to nothing"]
