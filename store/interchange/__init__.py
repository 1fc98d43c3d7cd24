"""Exports and imports notes, quotes and articles in other programs' formats."""
