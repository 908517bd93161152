"""Fetch pinned parts, check their hashes, and cache them."""
