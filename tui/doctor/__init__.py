"""`copydesk doctor`: whether this terminal, this installation and this data folder are as they should be."""
