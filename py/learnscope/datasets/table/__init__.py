"""Read a table as people have them and make a dataset of it."""
