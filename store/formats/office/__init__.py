"""Files of office programs into articles."""
