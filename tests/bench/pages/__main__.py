"""`python -m tests.bench.pages`; with `-v` what is wrong."""

from __future__ import annotations

from tests.bench.pages.measuring import main

main()
