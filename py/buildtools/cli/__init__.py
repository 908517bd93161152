"""Implement the verbs of build.py, and what they print."""
