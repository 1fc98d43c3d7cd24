"""An index over the library that can be thrown away: lists, filters and searches of thousands of articles at once."""
