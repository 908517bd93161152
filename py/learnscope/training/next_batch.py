"""Find the examples that the next training step learns from."""

import numpy as np

from learnscope.common.arrays import Indices
from learnscope.training.run import Run, batch_of
from learnscope.training.trainer import order_of


def next_batch(run: Run) -> Indices:
    """Return the rows of a run's examples that make its next batch, in their order."""
    examples, batch = len(run.inputs), batch_of(run)
    end = min(run.position + batch, examples)
    if batch == examples:
        return np.arange(run.position, end)
    return order_of(run.settings.seed, run.epoch, examples)[run.position : end]
