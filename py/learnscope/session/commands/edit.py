"""Edit single numbers, functions and the start; each drops what depended on it."""

from contextlib import suppress
from dataclasses import replace

from learnscope.common.arrays import Array
from learnscope.common.errors import LARGEST_WHOLE, Problem, between, choice, count
from learnscope.figure.state import State
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.calculus import Calculus
from learnscope.nn.initialisation import initial_network
from learnscope.nn.network import Layer, Network
from learnscope.nn.resizing import sizes_of
from learnscope.protocol import commands
from learnscope.session.entry import Entry, begin, edit
from learnscope.session.example_in_figure import shown
from learnscope.session.from_plain import state_from_plain


def set_input(now: Entry, command: commands.SetInput) -> Entry:
    """Set an input.

    Raises:
        Problem: there is no such input.
    """
    state, i = now.state, command.index
    between(i, "The input's index", 0, len(state.inputs) - 1)
    inputs = with_value(state.inputs, i, command.value)
    return edit(now, ("input", i), command.gesture, replace(state.forgetting(1), inputs=inputs))


def set_inputs(now: Entry, command: commands.SetInputs) -> Entry:
    """Set all inputs at once, scaling raw ones.

    Raises:
        Problem: the network has another number of inputs.
    """
    state, experiment, inputs = now.state, now.experiment, command.values
    if len(inputs) != len(state.inputs):
        wanted = count(len(state.inputs), "number")
        raise Problem(f"Inputs must be {wanted}, not {len(inputs)}.")
    if command.raw and experiment and experiment.scaling:
        inputs = experiment.scaling.applied(inputs)
    after = replace(state.forgetting(1), inputs=inputs)
    if command.raw and experiment and (experiment.step or state.cost_value is not None):
        with suppress(Problem):  # shown without a guess; Forward will say why
            after = after.computed()
    return edit(now, ("inputs",), command.gesture, after)


def set_target(now: Entry, command: commands.SetTarget) -> Entry:
    """Set the target of an output. This drops the cost, but not the guess.

    Raises:
        Problem: there is no such output.
    """
    state, k = now.state, command.index
    between(k, "The target's index", 0, len(state.targets) - 1)
    targets = with_value(state.targets, k, command.value)
    after = replace(without_cost(state), targets=targets)
    return edit(now, ("target", k), command.gesture, after)


def set_weight(now: Entry, command: commands.SetWeight) -> Entry:
    """Set a weight.

    Raises:
        Problem: there is no such weight.
    """
    layer, (depth, j, i) = layer_of(now, command.layer), (command.layer, command.to, command.from_)
    between(j, "The index of the neuron the weight leads to", 0, layer.n_out - 1)
    between(i, "The index of the neuron the weight comes from", 0, layer.n_in - 1)
    after = replace(layer, weights=with_value(layer.weights, (j, i), command.value))
    what = ("weight", depth, j, i)
    return edit(now, what, command.gesture, with_layer(now.state, depth, after))


def set_bias(now: Entry, command: commands.SetBias) -> Entry:
    """Set a bias.

    Raises:
        Problem: there is no such neuron.
    """
    layer, depth, j = layer_of(now, command.layer), command.layer, command.index
    between(j, "The neuron's index", 0, layer.n_out - 1)
    after = replace(layer, biases=with_value(layer.biases, j, command.value))
    return edit(now, ("bias", depth, j), command.gesture, with_layer(now.state, depth, after))


def set_learning_rate(now: Entry, command: commands.SetLearningRate) -> Entry:
    """Set η, on which no computed value depends."""
    state = replace(now.state, learning_rate=command.value)
    return edit(now, ("learning rate",), command.gesture, state)


def set_activation(now: Entry, command: commands.SetActivation) -> Entry:
    """Give a layer another activation function.

    Raises:
        Problem: there is no such layer or function.
    """
    layer, own = layer_of(now, command.layer), now.calculus.own
    entries = {**ACTIVATIONS, **({own.name: own} if own else {})}
    entry = entries[choice(command.name, "The activation", entries)]
    after = replace(layer, activation=entry)
    return edit(now, ("activation",), None, with_layer(now.state, command.layer, after))


def set_cost(now: Entry, command: commands.SetCost) -> Entry:
    """Choose another cost, which has its own curve and makes its own guess."""
    state = replace(without_cost(now.state), cost=command.name, last_cost=None, previous=None)
    experiment = now.experiment
    if experiment:
        experiment = replace(experiment, progress=experiment.progress.anew(), stopped="")
    return edit(now, ("cost",), None, state, experiment)


# -- starting again


def reset(now: Entry, _: commands.Reset) -> Entry:
    """Return to the start weights; layers, functions, cost and settings stay as they are.

    A task keeps the example in the figure.
    """
    start, experiment = start_as_set_up(now), now.experiment
    if experiment:
        start = shown(start, experiment)
    return begin(now, start, "reset", experiment and experiment.begun(), loaded=now.loaded)


def new_weights(now: Entry, command: commands.NewWeights) -> Entry:
    """Draw new start weights, by default with the next seed."""
    state, experiment, seed = now.state, now.experiment, command.seed
    if seed is None:
        seed = 0 if state.seed is None else (state.seed + 1) % (LARGEST_WHOLE + 1)
    way = command.initial or state.initial
    network = drawn_like(state.network, seed, way, now.calculus)
    start = replace(fresh(state, network, seed), initial=way)
    begun = experiment and experiment.begun()
    return begin(now, start, "new_weights", begun, loaded=now.loaded)


def load(now: Entry, command: commands.Load) -> Entry:
    """Begin with a network given as plain data.

    Raises:
        Problem: something in it is missing, does not fit, or is too large.
    """
    start = state_from_plain(command.network, now.calculus)
    return begin(now, start, "load", loaded=start)


# -- helpers on states


def start_as_set_up(now: Entry) -> State:
    """Give the start state with the layers, functions, cost and learning rate of now."""
    state, start = now.state, now.start
    weights = start.network
    if sizes_of(weights) != sizes_of(state.network):
        weights = drawn_like(state.network, start.seed or 0, start.initial, now.calculus)
    return replace(
        start.bare(),
        network=with_activations(weights, state.network),
        cost=state.cost,
        learning_rate=state.learning_rate,
    )


def drawn_like(network: Network, seed: int, initial: str, calculus: Calculus) -> Network:
    """Draw new weights for a network of the same layers."""
    drawn = initial_network(sizes_of(network), seed, initial, "tanh", calculus=calculus)
    return with_activations(drawn, network)


def with_activations(network: Network, other: Network) -> Network:
    """Give each layer the activation function of the same layer in another network."""
    return tuple(
        replace(layer, activation=its.activation) for layer, its in zip(network, other, strict=True)
    )


def layer_of(now: Entry, number: int) -> Layer:
    """Find a layer by its number, from 1.

    Raises:
        Problem: there is no such layer.
    """
    network = now.state.network
    between(number, "The layer", 1, len(network))
    return network[number - 1]


def with_layer(state: State, number: int, layer: Layer) -> State:
    """Replace a layer of a state, and drop what depended on the old one."""
    network = state.network
    after: Network = (*network[: number - 1], layer, *network[number:])
    return replace(state.forgetting(number), network=after)


def with_value(array: Array, index: int | tuple[int, int], value: float) -> Array:
    """Copy an array, changing one number."""
    copy = array.copy()
    copy[index] = value
    return copy


def without_cost(state: State) -> State:
    """Drop the cost of a state, but keep all activations."""
    return state.forgetting(len(state.network) + 1)


def fresh(state: State, network: Network, seed: int | None) -> State:
    """Put another network in place, for the same example, cost and learning rate.

    Nothing is computed yet.
    """
    return replace(state.bare(), network=network, seed=seed, step=0)
