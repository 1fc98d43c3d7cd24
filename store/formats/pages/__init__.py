"""Web pages into articles, and files that hold web pages."""
