"""The keeper's rules, and the folders that count."""
