"""Run tests alike on every machine: a fixed hypothesis profile, no deadline, one NumPy thread.

More threads would fight for the machine's cores; in a browser there is one, too.
"""

import os

from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

settings.register_profile("core", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("core")
