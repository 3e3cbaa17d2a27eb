"""What drives, volumes, clouds, clocks and long names do to files."""
