"""Pictures on their way to the screen: read in the background, cut, laid onto each other, side by side."""
