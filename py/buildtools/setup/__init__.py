"""Set up the private venv that everything else runs in."""
