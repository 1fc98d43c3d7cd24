"""A disposable index over the library: lists, filters and searches of thousands of articles at once."""
