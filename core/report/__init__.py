"""Reports of a scan as files: JSON, CSV, HTML."""
