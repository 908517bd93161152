"""Hold the arrays of one pass through a network, made once for one batch size."""

from itertools import accumulate, groupby

import numpy as np

from learnscope.nn.network import Network
from learnscope.nn.operations import Operation
from learnscope.training.kernels import slopes


class Buffers:
    """Each layer's arrays, in lists from the first layer to the last.

    signal (n_out + 1, batch) is a with a row of ones below it, and slope (n_out, batch) is f′(z).
    The signals of all layers lie one below the other in one array, and so do the slopes.
    """

    def __init__(self, network: Network, batch: int) -> None:
        *ends, rows = accumulate(layer.n_out + 1 for layer in network)
        self._signals = np.ones((rows, batch))
        self._slopes = np.empty_like(self._signals)
        self.signal = np.split(self._signals, ends)
        self.slope = [part[:-1] for part in np.split(self._slopes, ends)]
        self.a = [signal[:-1] for signal in self.signal]
        self.z = [
            a if layer.activation.fast else np.empty_like(a)
            for layer, a in zip(network, self.a, strict=True)
        ]

    def slopes(self, network: Network) -> list[Operation]:
        """Write f′(z) into the slopes, at once for neighbouring layers with the same f."""
        do: list[Operation] = []
        start = 0
        for activation, group in groupby(network, lambda layer: layer.activation):
            end = start + sum(layer.n_out + 1 for layer in group)
            do += slopes(activation, self._signals[start:end], self._slopes[start:end])
            start = end
        return do
