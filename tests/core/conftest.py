"""Run tests reproducibly: deterministic hypothesis without deadlines, NumPy in one thread.

More threads would compete for the machine's cores. A browser has one thread, too.
"""

import os

from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

settings.register_profile("core", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("core")
