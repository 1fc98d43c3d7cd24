"""Reads text that is not English: detects the language, and finds quotes by typography, cue words and word order.

Without a grammar, results have a low confidence, and the article a warning.
"""
