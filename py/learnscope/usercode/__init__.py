"""Run, check and trace Python that the visitor typed."""
