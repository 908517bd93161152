"""What there is to learn from: examples as rows of numbers, with what the answers should be.

``dataset`` says what a dataset is, and how it is split and scaled. ``gates``, ``plane``, ``iris``
and ``digits`` make some; ``table`` reads the visitor's own out of a CSV, ``columns`` tells numbers
from words in it, and ``own`` makes a dataset of it. All is the same on every machine.
"""
