"""Parses the formats newsrooms receive: one module for each format, from bytes to `Document`s.

The parsers run in a child process with limits (`store.processes.parser`); only `detect`, `charsets` and `held` run in
the app's process, on plain text and the beginnings of files.
"""
