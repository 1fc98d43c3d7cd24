"""Building the wheel and installing it as users do: by pip, with its dependencies, outside the checkout."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

OLDEST_PIP = "22.3"
"""The oldest pip that installs Copydesk; the README names it. Python 3.11.0 came with it."""
PIP = ["-m", "pip", "--disable-pip-version-check"]


def build(folder: Path) -> Path:
    """The wheel of this checkout, built into `folder`."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return next(folder.glob("copydesk-*.whl"))


def constraints(folder: Path) -> Path:
    """The versions of the lock file, as pip's constraints: the resolver is at work, but what it finds is known."""
    lock = (ROOT / "requirements-pandas.lock").read_text()
    path = folder / "constraints.txt"
    path.write_text("\n".join(re.findall(r"^([\w.\[\]-]+==[^\s;\\]+(?: *;[^\\\n]*)?)", lock, re.MULTILINE)) + "\n")
    return path


def install(python: str, wheel: Path, folder: Path, *, extra: str = "", pip: str | None = None) -> Path:
    """The `bin` folder of a fresh virtual environment of `python` in `folder`, with the wheel installed by pip."""
    bin = folder / "venv/bin"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    steps = [[python, "-m", "venv", str(bin.parent)]]
    if pip is not None:
        steps.append([str(bin / "python"), *PIP, "install", "--quiet", f"pip=={pip}"])
    limits = ["-c", str(constraints(folder))]
    steps.append([str(bin / "python"), *PIP, "install", "--quiet", "--no-compile", *limits, f"{wheel}{extra}"])
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, cwd=folder, env=env)
        if done.returncode:
            raise AssertionError(f"{' '.join(step)}\n{done.stdout}{done.stderr}")
    return bin


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder for `installed_once`: the same for all processes of a test run, with or without xdist."""
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "wheel"


def installed_once(folder: Path) -> Path:
    """The `bin` folder of an environment that the oldest pip installed the wheel into, with pandas.

    `folder` is shared by the processes of a test run; whichever comes first makes the environment, the others wait.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "installed"
        if not done.exists():
            install(sys.executable, build(folder), folder, extra="[pandas]", pip=OLDEST_PIP)
            done.touch()
    return folder / "venv/bin"


def interpreter(version: str) -> str | None:
    """The Python of this version ("3.12"), where one is installed and runs."""
    pyenv = sorted(Path(os.environ.get("PYENV_ROOT", Path("~/.pyenv").expanduser())).glob(f"versions/{version}.*"))
    for candidate in (shutil.which(f"python{version}"), *(str(path / "bin/python") for path in pyenv)):
        check = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
        if candidate is not None:
            done = subprocess.run([candidate, "-c", check], capture_output=True, text=True)
            if done.stdout.strip() == version:
                return candidate
    return None
