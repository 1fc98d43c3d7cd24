"""`copydesk notes`: look through the notes, write them, check their files."""
