"""Keep one visitor’s session: its state, its undo history and its commands."""
