"""Check answers worked out by hand, and print worksheets."""
