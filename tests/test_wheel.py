"""The wheel, installed into an empty virtual environment outside the checkout, does the same main job."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal
from tests.test_pythons import PAGE
from tests.wheel import OLDEST_PIP, installed_once, shared_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a virtual environment that the oldest pip installed the wheel into, with pandas."""
    return installed_once(shared_folder(tmp_path_factory))


@pytest.fixture(scope="module")
def wheel(installed: Path) -> Path:
    """The wheel of this checkout."""
    return next(installed.parent.parent.glob("copydesk-*.whl"))


def test_the_readme_names_the_oldest_pip() -> None:
    assert f"pip {OLDEST_PIP} or newer" in (ROOT / "README.md").read_text()


def test_a_web_page_is_read_after_a_plain_pip_install(installed: Path, tmp_path: Path) -> None:
    """lxml's HTML cleaner comes by an extra whose name this pip does not find: it must be named outright."""
    (tmp_path / "page.html").write_text(PAGE)
    done = subprocess.run(
        [installed / "copydesk", "extract", "page.html"], capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada Moreno" in {actor["name"] for actor in json.loads(done.stdout)["actors"]}


def test_every_link_of_the_readme_on_an_index_is_absolute_and_leads_to_a_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(name), policy=email.policy.default)
    source = dict(each.split(", ", 1) for each in metadata.get_all("Project-URL", []))["Source"]
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", str(metadata.get_payload()))
    assert len(links) >= 5
    for link in links:
        assert link.startswith("https://"), link
        if link.startswith(source):
            assert (ROOT / link.removeprefix(source)).is_file(), link


def test_the_wheel_has_manual_pages_types_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"copydesk/py.typed", "copydesk/__init__.py", "extract/py.typed"} <= set(names)
    assert any(name.endswith("share/man/man1/copydesk.1") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


def test_every_cell_of_the_notebook_prints_what_it_shows(installed: Path, tmp_path: Path) -> None:
    notebook = json.loads((ROOT / "docs/python.ipynb").read_text())
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    script = "\nprint('\\0', end='')\n".join("".join(cell["source"]) for cell in cells)
    done = subprocess.run([installed / "python", "-P", "-c", script], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    shown = ["".join(line for each in cell["outputs"] for line in each["text"]) for cell in cells]
    assert done.stdout.split("\0") == shown


def test_the_command_reads_the_shipped_samples(installed: Path, tmp_path: Path) -> None:
    where = "import seeds; print(seeds.__path__[0])"
    samples = subprocess.run(
        [installed / "python", "-P", "-c", where], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout.strip()
    assert Path(samples).is_relative_to(installed.parent)
    done = subprocess.run(
        [installed / "copydesk", "extract", f"{samples}/us-china-russia.txt"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    article = json.loads(done.stdout)
    assert len(article["quotes"]) >= 12
    assert "Liu Pengyu" in {actor["name"] for actor in article["actors"]}


def test_the_first_start_shows_samples_and_one_can_be_annotated(installed: Path, tmp_path: Path) -> None:
    env = {"COPYDESK_HOME": str(tmp_path / "desk"), "PATH": f"{installed}:{os.environ['PATH']}", "PYTHONPATH": ""}
    with Terminal([str(installed / "copydesk")], size=(120, 40), env=env) as terminal:
        terminal.wait_for(r"Enter +open the five sample articles", 60)
        terminal.press("enter")
        terminal.wait_for("Articles 5[\\s\\S]*The US claims that China", 60)
        terminal.press("G", "enter")
        terminal.wait_for(r"3 Quotes.*\d", 60)
        terminal.press("n", "a")
        terminal.wait_for("4 Notes")
        terminal.type("from the wheel")
        terminal.press("escape")
        terminal.wait_for("saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    notes = json.loads((tmp_path / "desk/notes.json").read_text())
    assert "from the wheel" in json.dumps(notes)


def test_a_release_is_not_for_publishing_while_an_address_is_a_placeholder(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for text, code in ((project + "# https://copydesk.example", 2), (project.replace("copydesk.example", "a.test"), 0)):
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        done = subprocess.run(["make", "publishable"], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        assert ("CONTRIBUTING.md" in done.stdout) == bool(code)
