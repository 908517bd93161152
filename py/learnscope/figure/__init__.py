"""Hold what the figure shows at one moment, and step through a pass."""
