"""Name what all of the tools use: folders, failures, words for the console."""
