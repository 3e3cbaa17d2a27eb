"""Folders beside folders: how much of one another covers, and clearing it in one press."""
