"""Which code and model read an article, known without loading either: a reading by another engine is made again."""

from __future__ import annotations

from extract.types import Engine

RULES = "7"
"""Version of zones, grammar, attribution and actors together: raise it when they find something else."""

MODEL = "en_core_web_sm-3.8.0"
"""The language model `extract.parse.spacy_parser.SpacyParser` loads."""

ENGINE = Engine(RULES, MODEL)
