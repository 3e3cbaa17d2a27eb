"""Matching: from candidate pairs to groups with a keeper, and the reason for each."""
