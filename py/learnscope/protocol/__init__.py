"""Declare every request, snapshot and answer once: what crosses between the core and a page."""
