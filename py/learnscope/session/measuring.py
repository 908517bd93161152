"""Measure an entry's network on its examples, once for each network."""

from learnscope.figure.state import State
from learnscope.session.entry import Entry, Measured
from learnscope.training.curve import Point
from learnscope.training.evaluator import point_of
from learnscope.training.experiment import Experiment
from learnscope.training.time_slice import known_point

MOST_WORK = 10_000_000
"""Multiplications that measuring may take after each slice of training.

Beyond, a slice reports the newest point of its curve; the op "snapshot" measures anew.
"""


def measured(entry: Entry) -> Entry:
    """Add the network's figures to an entry, or none before any training."""
    state, experiment = entry.state, entry.experiment
    if experiment is None or experiment.run is None:
        return entry._replace(figures=None) if entry.figures else entry
    if entry.is_stale or (entry.figures and entry.figures.is_of(state, experiment.examples)):
        return entry
    point = known_point(experiment, state)
    point = point or point_of(experiment.evaluators(state), state.network, experiment.step)
    return entry._replace(figures=measured_as(point, state, experiment))


def told_instead(entry: Entry) -> Entry:
    """Use the newest point of the curve instead of figures that take long."""
    state, experiment = entry.state, entry.learning()
    point = experiment.progress.last
    if point is None:
        return entry
    return entry._replace(figures=measured_as(point, state, experiment), is_stale=True)


def measured_as(point: Point, state: State, experiment: Experiment) -> Measured:
    """Bundle figures with what they depend on."""
    return Measured(point, state.network, state.cost, experiment.examples, state.calculus)


def takes_long(experiment: Experiment, state: State) -> bool:
    """Tell whether measuring the network takes long compared with a slice."""
    return sum(each.work for each in experiment.evaluators(state)) > MOST_WORK
