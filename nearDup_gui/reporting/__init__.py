"""Reports of what is shown, saved from the window as on the command line."""
