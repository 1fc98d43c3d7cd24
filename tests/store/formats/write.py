"""`python -m tests.store.formats.write FOLDER` writes every sample into a folder, to be held against other schemas."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.store.formats.test_corpus import CORPUS

for name, sample in CORPUS.items():
    path = Path(sys.argv[1]) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sample.data)
print(f"{len(CORPUS)} samples")
