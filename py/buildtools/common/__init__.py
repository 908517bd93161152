"""Provide what all build tools share: folders, failures, console output."""
