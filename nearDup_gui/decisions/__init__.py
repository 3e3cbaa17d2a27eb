"""What a person decides about groups, kept as it happens."""
