"""Allocate the arrays of a pass through a network, once for each batch size."""

from itertools import accumulate, groupby

import numpy as np

from learnscope.nn.network import Network
from learnscope.nn.operations import Operation
from learnscope.training.kernels import slopes


class Buffers:
    """The arrays of each layer, in lists from the first layer to the last.

    ``signal`` (n_out + 1, batch) is a with a row of ones below it. ``slope`` (n_out, batch) is
    f′(z). The signals of all layers are stacked in one array, and so are the slopes.
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
        """List the operations that write f′(z) into the slopes.

        Neighbouring layers with the same activation share them.
        """
        do: list[Operation] = []
        start = 0
        for activation, group in groupby(network, lambda layer: layer.activation):
            end = start + sum(layer.n_out + 1 for layer in group)
            do += slopes(activation, self._signals[start:end], self._slopes[start:end])
            start = end
        return do
