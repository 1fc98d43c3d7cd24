"""`copydesk export` as a process: Markdown out, the data folder left as it is."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded, Source, load
from store.notes.notebook import Notebook
from tests.conftest import ROOT


def run(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run `copydesk export` on `home` as a user would."""
    command = [sys.executable, "-m", "tui", "export", *args, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def home(tmp_path: Path, seed: Path) -> Path:
    """The seed article with one note."""
    home = tmp_path / "desk"
    entry = Library(home).keep(load(Source("file", str(seed))), title="The US claims")
    book = Notebook.open(home, author="ada")
    book.add(article=entry.key, version=entry.version, anchor=None, body="Ask the mayor.")
    book.close()
    return home


def contents(home: Path) -> dict[str, bytes]:
    """Every file under `home`."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_one_article_goes_to_standard_output_and_all_to_files(home: Path, tmp_path: Path) -> None:
    before = contents(home)
    one = run(home, "The US claims")
    assert one.returncode == 0, one.stderr
    assert one.stdout.startswith("---\n")
    assert "Ask the mayor." in one.stdout
    every = run(home, "--output", str(tmp_path))
    assert every.returncode == 0, every.stderr
    [name] = every.stdout.splitlines()
    assert Path(name).read_text(encoding="utf-8") == one.stdout
    assert contents(home) == before


def test_nothing_is_made_where_there_is_nothing(tmp_path: Path) -> None:
    for args in ([], ["story.txt"]):
        done = run(tmp_path / "none", *args)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_notes_of_a_newer_version_are_refused_in_one_line(home: Path) -> None:
    path = home / "notes.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 99'))
    done = run(home)
    assert done.returncode == 1
    assert done.stderr.startswith("copydesk: ")
    assert "schema 99" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_whole_desk_goes_into_a_folder_and_again_only_what_changed(home: Path, tmp_path: Path) -> None:
    Library(home).keep(Loaded("b.txt", "b", "Another\n\nText.\n", title="Another", location="/b.txt"))
    folder = tmp_path / "vault"
    planned = run(home, "--desk", "--output", str(folder), "--dry-run")
    assert planned.returncode == 0, planned.stderr
    assert [line.split()[0] for line in planned.stdout.splitlines()] == ["new", "new"]
    assert not folder.exists()
    done = run(home, "--desk", "--output", str(folder))
    assert sorted(done.stdout.splitlines()) == sorted(str(path) for path in folder.iterdir())
    assert len(list(folder.iterdir())) == 2
    again = run(home, "--desk", "--output", str(folder))
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    twin = tmp_path / "twin"
    run(home, "--desk", "--output", str(twin))
    assert {p.name: p.read_bytes() for p in twin.iterdir()} == {p.name: p.read_bytes() for p in folder.iterdir()}


def test_edits_in_the_file_are_imported(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    run(home, "The US claims", "--output", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace("Ask the mayor.", "Ask the minister."), encoding="utf-8")
    before = contents(home)
    planned = run(home, "The US claims", "--output", str(path), "--dry-run")
    assert "1 edit imported" in planned.stdout
    assert contents(home) == before
    done = run(home, "The US claims", "--output", str(path), "--author", "bo")
    assert (done.returncode, done.stderr) == (0, "1 changed file; 1 edit imported into notes\n")
    book = Notebook.open(home, author="", read_only=True)
    assert [(note.body, note.editor) for note in book.all()] == [("Ask the minister.", "bo")]
    book.close()


def test_templates_by_name_and_by_file(home: Path, tmp_path: Path) -> None:
    sheet = run(home, "The US claims", "--template", "fact-check")
    assert "# Fact-check: The US claims" in sheet.stdout
    own = tmp_path / "own.md"
    own.write_text("{{ article.title }}!\n", encoding="utf-8")
    assert "The US claims!\n" in run(home, "The US claims", "--template", str(own)).stdout
    own.write_text("{{ article.__class__ }}", encoding="utf-8")
    for args in ([], ["--output", str(tmp_path)]):
        broken = run(home, *args, "--template", str(own))
        assert (broken.returncode, broken.stderr.count("\n")) == (1, 2)
    assert run(home, "--template", "nobody's").returncode == 1


@pytest.mark.parametrize("args", [["x", "--desk"], ["--format", "ris", "--template", "notes"], ["--format", "nothing"]])
def test_what_does_not_go_together_is_refused(home: Path, args: list[str]) -> None:
    done = run(home, *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_export_that_was_killed_is_resumed(home: Path, tmp_path: Path) -> None:
    library = Library(home)
    for n in range(150):
        library.keep(Loaded(f"{n}.txt", f"{n}", f"Title {n}\n\nText.\n", title=f"Title {n}", location=f"/{n}.txt"))
    folder = tmp_path / "vault"
    command = [sys.executable, "-m", "tui", "export", "--desk", "--output", str(folder), "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        for _ in range(2000):
            if folder.exists() and len(list(folder.iterdir())) > 20:
                break
            time.sleep(0.01)
        running.kill()
    whole = {path.name: path.stat().st_mtime_ns for path in folder.glob("[!.]*.md")}
    assert all("<!-- copydesk:file " in (folder / name).read_text(encoding="utf-8") for name in whole)
    rest = run(home, "--desk", "--output", str(folder))
    assert rest.returncode == 0, rest.stderr
    assert len(list(folder.glob("[!.]*.md"))) == 151
    assert len(rest.stdout.splitlines()) == 151 - len(whole)
    assert {name: (folder / name).stat().st_mtime_ns for name in whole} == whole
