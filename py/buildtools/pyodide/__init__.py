"""Make the Python that runs in the browser: trimmed, compiled, as a memory snapshot."""
