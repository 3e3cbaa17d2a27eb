"""What the window has of core: the opened catalogue, and the groups that a scan left behind."""
