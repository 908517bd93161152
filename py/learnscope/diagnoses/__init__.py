"""Find out what keeps a network from learning, and offer a way out."""
