"""Generate a session of a few hundred requests, the same on every machine.

A simulated visitor sends random requests, most of them valid. CPython's answers are the reference
for the browser's, so every value here is plain JSON.
"""

import inspect
import json
from collections import Counter
from functools import cache
from itertools import pairwise, product
from random import Random
from typing import Any

from learnscope.api.bridge import Bridge
from learnscope.figure.stepping import GRAINS
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.calculus import OWN
from learnscope.nn.costs import COSTS
from learnscope.session.snapshot import to_plain
from learnscope.usercode.overrides import SOURCES, TEMPLATE
from tests.operations import OPS

type Plain = dict[str, Any]

SHAPES = ((1, 1), (3, 2, 3), (2, 4, 1), (4, 5, 3, 2), (2, 3, 3, 3, 2))
OFTEN = ("forward", "backprop", "set_input", "set_target", "set_weight", "set_bias")
WRONG_VALUES: tuple[Any, ...] = (None, "0.5", "", True, [], [0.5], {}, {"value": 1})
WRONG_PLACES: tuple[Any, ...] = (None, "1", False, [0], {}, 0.5, -1, 99, 1e300, -1e300)

PYTHON = ("set_source", "restore_source", "set_own_activation")
"""Ops that change which Python runs. They can't be undone, and a timeline ends with them."""

TYPED = {
    kind: (text, text.replace(*change))
    for kind, text, change in (
        ("network", inspect.getsource(SOURCES["network"]), ("+ layer.biases", "- layer.biases")),
        ("backprop", inspect.getsource(SOURCES["backprop"]), ("delta = d_a *", "delta = -d_a *")),
        (OWN, TEMPLATE, ("return 1 /", "return 2 /")),
    )
}
"""Source texts to submit: the original, and one with a mistake."""


BEGIN = ("load", "load_task", "load_points", "load_table", "new_weights", "restore_defaults")
"""Ops that may set a new start, to which Reset returns."""

KNOWN_ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")
KNOWN_COSTS = ("softmax_cross_entropy", "squared_error", "binary_cross_entropy")
"""Costs to draw from, fixed so that new registry entries don't change the random sequence."""

NOT_DRAWN = ("set_block",)
"""Ops that came later. They are sent at the end only, so the random sequence stays."""

SMALL_TASKS = ("fruit", "xor", "circle", "iris")
CHOSEN = (
    *(("batch_size", 0), ("batch_size", 7), ("optimiser", "adam"), ("optimiser", "momentum")),
    *(("l2", 0.01), ("momentum", 0.5), ("share", 0.6), ("seed", 3), ("standardise", True)),
)
"""Training settings to draw from, one at a time."""


class Visitor:
    """Visitor who looks at the latest snapshot and decides what to request next."""

    def __init__(self, seed: int | str) -> None:
        self.random = Random(seed)
        self.bridge = Bridge()
        self.requests: list[Plain] = []
        self.now: Plain = to_plain(self.bridge.session.snapshot())
        self.begun = self.now

    def ask(self, op: str, **fields: Any) -> Plain:
        """Send a request, remember it, and look at the answer."""
        request = {"op": op, **fields}
        self.requests.append(request)
        answer: Plain = to_plain(self.bridge.handle(request))
        self.now = answer.get("snapshot", self.now)
        if "snapshot" in answer and op in BEGIN:
            self.begun = self.now
        return answer

    def ask_something(self, *but: str) -> Plain:
        """Send a random valid request, but of no op in ``but``."""
        ops = [op for op in (*OPS, *OFTEN) if op not in (*but, *NOT_DRAWN)]
        op = self.random.choice(ops)
        return self.ask(op, **self.fields(op))

    def ask_something_wrong(self) -> Plain:
        """Send a request with one thing wrong."""
        op = self.random.choice([op for op in OPS if OPS[op] and op not in NOT_DRAWN])
        fields = self.fields(op)
        if self.random.random() < 0.2:
            return self.ask(op, **fields, colour="red")
        if self.random.random() < 0.2:
            return self.ask(self.random.choice(["", "jump", "Forward", "__init__"]))
        name = self.random.choice(sorted(fields) or ["seed"])
        wrong = WRONG_PLACES if name in ("index", "layer", "to", "from") else WRONG_VALUES
        if name == "seed":
            wrong = (-1, 0.5, "7", True)
        if op == "set_live":
            wrong = (None, "true", 0, [])
        return self.ask(op, **{**fields, name: self.random.choice(wrong)})

    # long: one short case for each op
    def fields(self, op: str) -> Plain:
        """Draw field values for an op that fit the current snapshot."""
        number = self.random.uniform
        layer = self.random.randrange(len(self.now["layers"])) + 1
        weights = self.now["layers"][layer - 1]["weights"]
        neuron = self.random.randrange(len(weights))
        match op:
            case "set_input":
                i = self.random.randrange(len(self.now["inputs"]))
                return {"index": i, "value": number(-2, 2)}
            case "set_inputs":
                return {"values": [number(-2, 2) for _ in self.now["inputs"]], "raw": True}
            case "set_target":
                k = self.random.randrange(len(self.now["targets"]))
                return {"index": k, "value": number(0, 1)}
            case "set_weight":
                i = self.random.randrange(len(weights[0]))
                return {"layer": layer, "to": neuron, "from": i, "value": number(-2, 2)}
            case "set_bias":
                return {"layer": layer, "index": neuron, "value": number(-2, 2)}
            case "set_block":
                return {"place": f"bias-{layer}-{neuron}", "text": "1/3"}
            case "set_learning_rate":
                return {"value": number(0, 0.5)}
            case "step" | "step_back":
                return {"grain": self.random.choice(list(GRAINS))}
            case "go_to":
                return {"moment": self.random.randrange(max(1, self.now["moments"]))}
            case "set_activation":
                return {"layer": layer, "name": self.random.choice(self.activations())}
            case "set_cost":
                return {"name": self.random.choice(KNOWN_COSTS)}
            case "set_source":
                kind = self.random.choice(list(SOURCES))
                return {"module": kind, "text": self.random.choice(TYPED[kind])}
            case "restore_source":
                return {"module": self.random.choice([*SOURCES, OWN])}
            case "set_own_activation":
                return {"text": self.random.choice(TYPED[OWN])}
            case "set_live":
                return {"value": self.random.random() < 0.5}
            case "new_weights":
                return {"seed": self.random.randrange(10**6)} if number(0, 1) < 0.5 else {}
            case "load":
                return {"network": self.network()}
            case "restore":
                return {"start": self.begun, "last": self.now}
            case "load_task":
                return {"name": self.random.choice(SMALL_TASKS)}
            case "load_points":
                points = [[number(-1, 1), number(-1, 1), n % 3] for n in range(9)]
                return {"points": points, "classes": 3}
            case "load_table":
                rows = [f"{number(0, 1):.3f};{number(0, 9):.3f};{'ab'[n % 2]}" for n in range(9)]
                self.ask("table_part", part="\n".join(rows), first=True)
                return {"predict": f"column {self.random.randrange(1, 4)}"}
            case "set_example" | "set_class":
                return {"index": self.random.randrange(4)}
            case "set_training":
                return dict([self.random.choice(CHOSEN)])
            case "train":
                return {"steps": self.random.randrange(1, 4), "milliseconds": 1000}
            case "add_layer" | "remove_layer" | "add_neuron":
                return {"layer": layer, "seed": self.random.randrange(100)}
            case "remove_neuron":
                return {"layer": layer, "index": neuron}
            case "set_layer_size":
                return {"layer": layer, "neurons": self.random.randrange(1, 6)}
        return {}

    def activations(self) -> list[str]:
        """List the activations to draw from, including the visitor's own once one was submitted."""
        was_typed = any(request["op"] == "set_own_activation" for request in self.requests)
        return [*KNOWN_ACTIVATIONS, *([OWN] if was_typed else [])]

    def network(
        self,
        shape: tuple[int, ...] | None = None,
        activation: str | None = None,
        cost: str | None = None,
    ) -> Plain:
        """Draw a network as plain data; arguments fix parts of it."""
        number, choice = self.random.uniform, self.random.choice
        shape = shape or choice(SHAPES)
        return {
            "layers": [
                {
                    "weights": [[number(-1, 1) for _ in range(n_in)] for _ in range(n_out)],
                    "biases": [number(-1, 1) for _ in range(n_out)],
                    "activation": activation or choice(self.activations()),
                }
                for n_in, n_out in pairwise(shape)
            ],
            "cost": cost or choice(KNOWN_COSTS),
            "inputs": [number(-1, 1) for _ in range(shape[0])],
            "targets": [number(0, 1) for _ in range(shape[-1])],
            "learning_rate": number(0.05, 0.5),
        }


@cache
def recorded_requests() -> list[Plain]:
    """Generate the requests: scripted ones, random ones, then ops that came up too seldom."""
    visitor = Visitor(seed=2016)
    first_presses(visitor)
    every_function(visitor)
    too_large(visitor)
    lessons(visitor)
    for _ in range(240):
        if visitor.random.random() < 0.15:
            visitor.ask_something_wrong()
        else:
            visitor.ask_something()
    repeat_rare_ops(visitor)
    plain: list[Plain] = json.loads(json.dumps(visitor.requests, allow_nan=False))
    return plain


def first_presses(visitor: Visitor) -> None:
    """Alternate Forward and Backprop like a new visitor, then send every command once."""
    visitor.ask("snapshot")
    for _ in range(4):
        visitor.ask("forward")
        visitor.ask("backprop")
    for op in (op for op in OPS if op not in NOT_DRAWN):
        visitor.ask(op, **visitor.fields(op))
    for op in ("snapshot", "set_source", "restore_source"):  # rarely drawn at random
        visitor.ask(op, **visitor.fields(op))


def every_function(visitor: Visitor) -> None:
    """Run each activation with each cost, in networks of different shapes."""
    for n, (activation, cost) in enumerate(product([*ACTIVATIONS, OWN], COSTS)):
        drawn = Visitor(f"{activation} {cost}").network(SHAPES[n % len(SHAPES)], activation, cost)
        visitor.ask("load", network=drawn)
        for op in ("forward", "backprop", "backprop", "forward"):
            visitor.ask(op)


def repeat_rare_ops(visitor: Visitor) -> None:
    """Send each op until it has been sent at least five times."""
    counts = Counter(request["op"] for request in visitor.requests)
    for op in sorted(OPS, key=lambda op: op in NOT_DRAWN):
        for _ in range(counts[op], 5):
            visitor.ask(op, **visitor.fields(op))


def lessons(visitor: Visitor) -> None:
    """Learn a few tasks in batches, with networks that change their shape."""
    visitor.ask("set_live", value=False)
    for n, name in enumerate(("xor", "circle", "iris", "circle", "xor")):
        visitor.ask("load_task", name=name)
        visitor.ask("set_training", batch_size=7 * (n % 2), optimiser=("adam", "momentum")[n % 2])
        visitor.ask("add_layer", layer=1, neurons=3 + n)
        visitor.ask("add_neuron", layer=1)
        visitor.ask("train", steps=5, milliseconds=1000)
        visitor.ask("remove_neuron", layer=1, index=n)
        visitor.ask("set_example", index=n % 4)
        visitor.ask("set_class", index=n % 2)
        visitor.ask("set_layer_size", layer=1, neurons=2 + n)
        visitor.ask("set_inputs", **visitor.fields("set_inputs"))
        visitor.ask("train", steps=2, milliseconds=1000)
        visitor.ask("remove_layer", layer=1)
        visitor.ask("forward")
        for op in ("load_points", "load_table"):
            visitor.ask(op, **visitor.fields(op))
        visitor.ask("train", steps=2, milliseconds=1000)
        visitor.ask("go_to_step", step=1)
        visitor.ask("go_to", moment=0)
        visitor.ask("step_back")
        visitor.ask("redo")


def too_large(visitor: Visitor) -> None:
    """Set numbers that overflow in Forward and Backprop."""
    visitor.ask("set_live", value=False)
    visitor.ask("load", network=visitor.network((3, 2, 3), "sigmoid", "squared_error"))
    visitor.ask("set_input", index=0, value=10)
    visitor.ask("set_weight", layer=1, to=0, **{"from": 0}, value=1e308)
    visitor.ask("forward")
    visitor.ask("backprop")
    visitor.ask("set_live", value=True)
    visitor.ask("step_back")
    visitor.ask("set_target", index=0, value=1e10)
    visitor.ask("set_learning_rate", value=1e308)
    visitor.ask("backprop")
    visitor.ask("reset")
