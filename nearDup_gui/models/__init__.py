"""What lists and tables show: Qt models over the values of core."""
