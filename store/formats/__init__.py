"""What newsrooms receive, into articles: one module a format, each from bytes to `Document`s.

The parsers are run by a child process with limits (`store.processes.parser`); only `detect`, `charsets` and `held` run
where the screen is, on plain text and the beginnings of files.
"""
