"""Implement build.py: fetch pinned parts, assemble dist/, serve it, test it.

This runs on the developer's machine only; nothing here is part of the page.
"""
