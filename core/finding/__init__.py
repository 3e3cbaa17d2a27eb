"""All close pairs of a large library, found by many processes: of this machine, or of a cluster."""
