"""`copydesk notes`: lists, searches and writes notes, and checks their files."""
