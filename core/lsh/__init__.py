"""Locality-sensitive hashing with random hyperplanes (Charikar 2002)."""
