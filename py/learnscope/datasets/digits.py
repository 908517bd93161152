"""Read handwritten digits: 1,797 pictures of 8 by 8 pixels."""

import numpy as np

from learnscope.datasets.dataset import Dataset, one_hot, shipped

SIDE = 8
SOURCE = (
    "E. Alpaydin and C. Kaynak, “Optical Recognition of Handwritten Digits” (1998), its test set; "
    "UCI Machine Learning Repository, CC BY 4.0, doi.org/10.24432/C50P49."
)


def digits() -> Dataset:
    """Read (1797, 64) pixels, row by row, from 0 (paper) to 1 (ink).

    A line of the file has a picture's pixels and the digit that was written. Each pixel is a digit
    to the base 17, for 0 to 16.
    """
    signs = "0123456789abcdefg"
    words = shipped("digits.txt").split()
    pictures, written = words[::2], words[1::2]
    pixels = np.frombuffer("".join(pictures).encode(), dtype=np.uint8)
    value_of = np.zeros(128)
    value_of[[ord(sign) for sign in signs]] = np.arange(len(signs)) / 16
    return Dataset(
        name="digits",
        label="Handwritten digits",
        inputs=value_of[pixels].reshape(-1, SIDE * SIDE),
        targets=one_hot(np.array(written, dtype=np.intp), 10),
        features=tuple(
            f"pixel {row + 1}, {column + 1}" for row in range(SIDE) for column in range(SIDE)
        ),
        classes=tuple("0123456789"),
        picture=(SIDE, SIDE),
        source=SOURCE,
    )
