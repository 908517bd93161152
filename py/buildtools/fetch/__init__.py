"""Fetch pinned parts, check them by their hashes, and keep them."""
