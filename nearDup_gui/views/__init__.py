"""The widgets. They show what controllers say, and tell controllers what a person did."""
