"""Queries: what can be asked of a session without changing it."""
