"""Check answers worked out by hand, and make worksheets."""
