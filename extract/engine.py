"""The engine: versions of the rules and the model. An article read by another engine is read again."""

from __future__ import annotations

from extract.types import Engine

RULES = "9"
"""Version of zones, typography, attribution and actors together; raise it when their results change."""

MODEL = "en_core_web_sm-3.8.0"
"""The language model `extract.parse.spacy_parser.SpacyParser` loads."""

ENGINE = Engine(RULES, MODEL)
