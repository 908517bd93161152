"""Explain every number: derivations with live values, and proofs by nudging."""
