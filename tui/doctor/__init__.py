"""`copydesk doctor`: checks this terminal, this installation and this data folder."""
