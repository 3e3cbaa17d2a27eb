"""The window, a room for each feature. Views show, controllers decide, core knows.

Threads are made in `toolkit/jobs.py` and `photos/thumbnails.py` only.
"""
