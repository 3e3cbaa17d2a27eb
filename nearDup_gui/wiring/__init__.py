"""The parts of the window joined to each other: who listens to whom, one file for each part of the work."""
