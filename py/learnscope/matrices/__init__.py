"""The network as matrices: read from text, written as text, compared with the visitor's own."""
