"""Answer queries, which read a session without changing it."""
