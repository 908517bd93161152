"""Change the network's shape: add and remove hidden layers and neurons."""

from collections.abc import Callable
from dataclasses import replace

from learnscope.common.errors import between
from learnscope.figure.state import State
from learnscope.nn import resizing
from learnscope.nn.network import Network
from learnscope.protocol import commands
from learnscope.session.commands.edit import layer_of
from learnscope.session.entry import Entry, edit


def add_layer(now: Entry, command: commands.AddLayer) -> Entry:
    """Add a hidden layer, by default as wide as the one before it.

    Raises:
        Problem: there is no such place, or there are too many layers.
    """
    after, neurons = layer_of(now, command.layer), command.neurons
    if neurons is None:
        neurons = min(resizing.MOST_NEURONS, after.n_in)
    seed = seed_of(now, command.seed)
    return reshaped(now, lambda of: resizing.with_layer(of, command.layer, neurons, seed))


def remove_layer(now: Entry, command: commands.RemoveLayer) -> Entry:
    """Remove a hidden layer.

    Raises:
        Problem: there is no such hidden layer.
    """
    layer_of(now, command.layer)
    seed = seed_of(now, command.seed)
    return reshaped(now, lambda of: resizing.without_layer(of, command.layer, seed))


def add_neuron(now: Entry, command: commands.AddNeuron) -> Entry:
    """Give a hidden layer one more neuron.

    Raises:
        Problem: there is no such hidden layer, or it is too wide.
    """
    layer_of(now, command.layer)
    seed = seed_of(now, command.seed)
    return reshaped(now, lambda of: resizing.with_neuron(of, command.layer, seed))


def remove_neuron(now: Entry, command: commands.RemoveNeuron) -> Entry:
    """Remove a neuron from a hidden layer.

    Raises:
        Problem: there is no such neuron, or it is the last one.
    """
    layer, index = layer_of(now, command.layer), command.index
    between(index, "The neuron's index", 0, layer.n_out - 1)
    return reshaped(now, lambda of: resizing.without_neuron(of, command.layer, index))


def set_layer_size(now: Entry, command: commands.SetLayerSize) -> Entry:
    """Give a hidden layer another number of neurons, adding or removing the last ones.

    Raises:
        Problem: there is no such hidden layer.
    """
    layer_of(now, command.layer)
    layer, neurons, seed = command.layer, command.neurons, seed_of(now, command.seed)
    return reshaped(now, lambda of: resizing.with_size(of, layer, neurons, seed), command.gesture)


def seed_of(now: Entry, seed: int | None) -> int:
    """Choose the seed for new weights, by default the one of the start weights."""
    return now.state.seed or 0 if seed is None else seed


def reshaped(
    now: Entry, change: Callable[[Network], Network], gesture: float | None = None
) -> Entry:
    """Make the entry with a network of another shape.

    The start weights, to which Reset returns, change their shape in the same way.
    """
    state, start = now.state, now.start
    fits = resizing.sizes_of(start.network) == resizing.sizes_of(state.network)
    after = edit(now, ("reshape",), gesture, with_network(state, change(state.network)))
    return after._replace(start=with_network(start, change(start.network))) if fits else after


def with_network(state: State, network: Network) -> State:
    """Put another network into a state, with nothing computed."""
    return replace(state.bare(), network=network)
