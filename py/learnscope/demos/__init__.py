"""Emergence, to touch: four small figures of the explanation, each with a state of its own.

``life`` is Conway's rule and ``worlds`` the figure with a network that learns it. ``pictures`` are
the examples of the other three, ``nursery`` trains their networks. ``damage`` cuts and shakes,
``curves`` cuts one after another, and ``cutting`` is their figure; ``twins`` compares networks,
``seeds`` is its figure; ``guessing`` is a game. ``figures`` is the door to all of them.

They leave the visitor's network alone, and always run the core's own Python. Whatever takes long is
done in slices, one for each request; what is lost with a worker that breaks down begins anew.
"""
