"""Carry out commands, each as a function from one entry to the next."""
