"""Everything that the figure shows at one moment, and the way through a pass."""
