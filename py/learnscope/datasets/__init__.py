"""What there is to learn from: examples as rows of numbers, with what the answers should be.

``dataset`` says what a dataset is, and how it is split and scaled. ``gates``, ``plane``, ``iris``
and ``digits`` make some. The visitor's own comes as a CSV: ``parsing`` makes a ``table`` of it,
``encoding`` reads its letters, ``layout`` finds out how it is written, ``columns`` tells numbers
from words, and ``own`` makes a dataset of it. ``drawn`` has points put on the plane by hand. All is
the same on every machine.
"""
