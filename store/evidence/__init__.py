"""Holds the quotes of a story against its evidence: recordings' transcripts, releases, documents, other articles."""
