"""Run the live figures of the explanation, each with a state of its own.

``life`` has Conway's rule, ``life_demo`` a network that learns it. ``digit_data`` has the examples
of the other three, and ``pretrained`` their networks. ``ablation`` cuts and shakes connections,
``ablation_curves`` cuts one after another, ``ablation_demo`` shows both. ``permutation`` reorders
neurons, ``seeds_demo`` compares networks, ``guess_demo`` is a game. ``registry`` answers requests.

They never touch the visitor's network, and always run the core's own Python. Long work is done in
slices, one for each request. If a worker breaks down, its work begins anew.
"""
