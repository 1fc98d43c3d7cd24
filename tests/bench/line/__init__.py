"""What the desk costs on the line."""
