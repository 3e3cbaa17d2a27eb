"""A scan: from folders to catalogued photos."""
