"""Define array types, check values from outside, and write numbers and formulas."""
