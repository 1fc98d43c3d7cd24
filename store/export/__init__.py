"""Exports articles as Markdown, with templates, and imports edits made in the files."""
