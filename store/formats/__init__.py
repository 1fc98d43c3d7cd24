"""What newsrooms receive, into articles: one module a format, each from bytes to `Document`s.

The parsers are run by a child process with limits (`store.sandbox`); `detect` alone runs where the screen is.
"""
