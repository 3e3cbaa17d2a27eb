"""Scanning folders, and watching them."""
