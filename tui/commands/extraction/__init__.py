"""`copydesk extract`: articles in, actors and quotes out."""
