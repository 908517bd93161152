"""Make datasets: examples as rows of numbers, with what the answers should be.

``dataset`` says what a dataset is, and how it is split and scaled. ``gates``, ``plane``, ``iris``
and ``digits`` make some, ``drawn_points`` makes one of points put on the plane by hand, and
``table`` makes one of the visitor's own CSV. All of them are the same on every machine.
"""
