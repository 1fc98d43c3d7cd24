"""How articles are sourced: who speaks, how much, under what name, and which claims rest on a single voice."""
