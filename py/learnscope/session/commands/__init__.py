"""Carry commands out, each as a function from one entry to the next."""
