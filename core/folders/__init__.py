"""Folders beside folders: how much of one is covered by another, and clearing one of what the other has."""
