"""Array types that the whole core computes with."""

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[np.float64]
"""Float64 numbers of any shape; each function names the shape that it expects."""

type Indices = NDArray[np.intp]
"""Whole numbers from 0 on that say which of some things are meant."""
