"""Removing what is marked, and what would be lost by it."""
