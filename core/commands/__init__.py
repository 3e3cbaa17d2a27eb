"""The commands of `neardup`, one file each; `core/cli.py` puts them together."""
