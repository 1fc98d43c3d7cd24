"""Notes, quotes and articles in the forms other programs read and write: out of the desk, and in again."""
