"""A throw-away library of near-duplicates for newcomers: drawn, edited, and laid into a folder."""

from core.demo.library import make_demo_library

__all__ = ["make_demo_library"]
