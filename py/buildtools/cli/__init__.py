"""The verbs of build.py, and what they say."""
