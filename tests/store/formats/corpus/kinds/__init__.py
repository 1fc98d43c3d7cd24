"""More invented examples of every kind of fault in `tests/data/formats/cases`, table by table."""
