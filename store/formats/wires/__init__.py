"""What news agencies send: one module a format, each from bytes to `Document`s."""
