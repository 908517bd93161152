"""Compute a small neural network whose every number can be looked at.

Read it as a chapter, folder by folder; each imports only from those before it.

1. ``common``     array types, checks on values from outside, numbers and formulas as text
2. ``nn``         the network itself. Read ``activations``, ``costs``, ``network``, ``backprop``,
   then ``gradient_check`` (the same slopes measured), ``optimisers`` and ``calculus``
3. ``datasets``   what there is to learn: ``tasks`` lists it; ``table`` reads a visitor's own
4. ``figure``     everything that the figure shows at one moment: ``state``; a pass in small
   steps: ``stepping``; every moment so far: ``timeline``
5. ``training``   many steps on many examples: ``trainer`` makes them, ``compiled_step`` at speed
6. ``usercode``   Python that the visitor typed: run, checked and traced
7. ``diagnoses``  what keeps a network from learning: ``diagnosing`` lists it, with a way out
8. ``explain``    where every number comes from, and the proof of its slope
9. ``matrices``   the same in matrices: pasted, copied, compared with the visitor's own
10. ``exercises`` answers worked out by hand: checked, with the usual mistakes named
11. ``demos``     the live figures of the explanation
12. ``protocol``  every command, query, snapshot and answer, declared once
13. ``session``   one visitor's entries: what a command makes of them, and what can be undone
14. ``api``       the door: requests in, snapshots and answers out

``selftest`` tells whether the core computes here what it computes everywhere.

The core imports NumPy and the standard library, nothing else. It runs the same in CPython and,
through Pyodide, in a browser. Everything is float64; examples are rows.
"""

__version__ = "0.1.0"
