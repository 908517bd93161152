"""The tools behind build.py: fetch pinned parts, assemble dist/, serve it, test it.

Run on the developer's machine only; nothing here is part of the page.
"""
