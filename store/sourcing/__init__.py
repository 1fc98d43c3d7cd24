"""How articles are sourced: who speaks in them, how much, under what name, and what rests on one voice alone."""
