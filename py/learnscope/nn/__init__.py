"""The network itself: activations, costs, forward, backprop, optimisers. Read it first."""
