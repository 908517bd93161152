"""Read a table as people write it, and make a dataset of it."""
