"""Checks a story's quotes against its evidence: recordings' transcripts, releases, documents, other articles."""
