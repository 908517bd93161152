"""Learnscope's core: a small neural network whose every number can be looked at.

Read it as a chapter, in this order:

1. ``activations``  what a neuron does with its weighted input
2. ``costs``        how wrong a guess is, in one number
3. ``network``      layers, and running a signal forward through them
4. ``backprop``     whose fault the cost is, and moving every number a little
5. ``gradient_check`` the same slopes measured instead of derived, as a proof
6. ``tasks``        what there is to learn, and the network to start from: ``data`` has the
   examples, ``initial`` draws the weights
7. ``state``        everything the figure shows at one moment
8. ``walk``         a pass in steps as small as you like; ``reading`` and ``sentences`` tell it
9. ``timeline``     every moment of learning, and the way back to it
10. ``history``     what can be undone and done again
11. ``session``     one visitor's network and the verbs that change it; ``keeping`` has the few
   places where it does change
12. ``explain``     every number explains itself, and proves its slope
13. ``queries``     what can be asked of a session; ``insights`` answers with explanations
14. ``snapshot``    a state as plain data, and back
15. ``bridge``      requests in, snapshots out

With many examples to learn from there is ``training``: step after step, on batches, with the
``optimisers`` to choose from; ``slopes`` says where its slopes come from, and ``fast`` writes a
step down as a list of NumPy operations, those of ``kernels``, on the arrays of ``rooms``.
``metrics`` measures how well it goes, ``gauge`` again and again, ``progress`` keeps the curves,
``reshape`` adds and takes away layers and neurons. A ``course`` is a task with its training, which
``slices`` take further a moment at a time; ``lessons`` has the verbs, ``measures`` the queries,
and ``maps`` those about a plane. ``own_data`` is about the visitor's own: points drawn on the
plane, or a table, which lies on a ``desk`` while it is read.

The visitor may put Python of their own in the place of ours: ``workshop`` says what runs,
``workbench`` has the verbs, ``typed`` and ``returned`` take care of what was typed, ``verdicts``
tell whether it is right, ``trace`` and ``running`` which line runs at a small step.

``working`` checks what somebody worked out by hand: an ``exercise`` is one number of the network,
``rounding`` says how sharp an answer can be, ``mistakes`` and ``slips`` how one goes wrong, and
``formulas`` how it is done; ``worksheet`` makes a page of it.

``emergence`` has what the explanation lets one touch: small figures with networks of their own.

``predict`` asks what a verb will show, ``trouble`` says where numbers go wrong, ``problem`` holds
the checks on what comes from outside, and ``wording`` writes names and numbers. ``selftest`` tells
whether the core computes here what it computes everywhere.

The core imports NumPy and the standard library, nothing else. It runs the same in CPython and,
through Pyodide, in a browser. Everything is float64; examples are rows.
"""

__version__ = "0.1.0"
