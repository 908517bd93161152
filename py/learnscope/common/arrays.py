"""Define the array types of the core."""

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[np.float64]
"""Float64 numbers of any shape; each function states the shape it expects."""

type Indices = NDArray[np.intp]
"""Whole numbers from 0 on, such as indices and classes."""
