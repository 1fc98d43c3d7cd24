"""The wheel, installed into an empty virtual environment outside the checkout, does the same main job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a virtual environment that holds the wheel and the locked dependencies, nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    python = [sys.executable, "-m"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]  # compiling takes most of the time
    steps = [
        [*python, "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)],
        [*python, "venv", str(place / "venv")],
        [str(place / "venv/bin/python"), "-m", "pip", "install", *quiet, "--require-hashes", "-r", "requirements.lock"],
    ]
    for step in steps:
        subprocess.run(step, check=True, cwd=ROOT, capture_output=True)
    wheel = next(place.glob("copydesk-*.whl"))
    install = [str(place / "venv/bin/python"), "-m", "pip", "install", *quiet, "--no-deps", str(wheel)]
    subprocess.run(install, check=True, cwd=place, capture_output=True)
    return place / "venv/bin"


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
        terminal.wait_for("The US claims that China", 60)
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
