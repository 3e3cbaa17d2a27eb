"""A scan's work shared out over machines by Dask; nothing of Dask is imported until a person asks for it."""
