"""Array types, checks on values from outside, and the writing of numbers."""
