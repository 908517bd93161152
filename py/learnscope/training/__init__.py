"""Train on many examples: compiled steps, batches, curves and time slices."""
