"""Embedding: pictures in, unit vectors out, whatever runs the model."""
