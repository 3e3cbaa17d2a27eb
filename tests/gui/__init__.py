"""Tests of the window, with fakes for everything slow behind it."""
