"""Review: what a person decides about groups, and the removal of what they chose."""
