"""Going through the groups: the list, the photos of one, and all that can be done about them."""
