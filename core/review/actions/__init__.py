"""What can be done with a photo that a person gave up, one file for each kind of action."""
