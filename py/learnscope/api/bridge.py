"""Requests in, snapshots out: the core's one door.

A request is plain data, ``{"op": "set_input", "index": 0, "value": 0.5}``. The answer is either
``{"snapshot": {...}}``, for a query ``{"answer": {...}}``, or ``{"error": "one clear sentence",
"place": where it shows in the figure, or None, "line": where in what was typed, or None}``; and an
error has changed nothing.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from learnscope.api.queries.menus import ANSWERS
from learnscope.common.errors import Problem, choice, described
from learnscope.session.commands.training import CHOICES
from learnscope.session.session import Session
from learnscope.session.snapshot import to_plain

if TYPE_CHECKING:  # loaded when a figure is
    from learnscope.demos.registry import Figures

OPS: dict[str, tuple[str, ...]] = {
    "snapshot": (),
    "forward": (),
    "backprop": (),
    "step": ("grain",),
    "step_back": ("grain?",),
    "redo": (),
    "go_to": ("moment", "gesture?"),
    "set_input": ("index", "value", "gesture?"),
    "set_inputs": ("values", "raw?", "gesture?"),
    "set_target": ("index", "value", "gesture?"),
    "set_weight": ("layer", "to", "from", "value", "gesture?"),
    "set_bias": ("layer", "index", "value", "gesture?"),
    "set_learning_rate": ("value", "gesture?"),
    "set_activation": ("layer", "name"),
    "set_cost": ("name",),
    "set_live": ("value",),
    "reset": (),
    "new_weights": ("seed?", "initial?"),
    "load": ("network",),
    "restore": ("start", "last", "typed?"),
    "set_source": ("module", "text"),
    "restore_source": ("module",),
    "set_own_activation": ("text",),
    "load_task": ("name?", "options?", "gesture?"),
    "load_points": ("points", "classes?", "gesture?"),
    "load_table": (
        *("predict", "classes?", "without?", "leave_out?"),
        *("separator?", "decimal?", "header?"),
    ),
    "set_example": ("index", "gesture?"),
    "set_class": ("index", "gesture?"),
    "set_training": (*(f"{name}?" for name in CHOICES), "gesture?"),
    "train": ("steps?", "epochs?", "milliseconds?", "gesture?"),
    "go_to_step": ("step", "gesture?"),
    "add_layer": ("layer", "neurons?", "seed?"),
    "remove_layer": ("layer", "seed?"),
    "add_neuron": ("layer", "seed?"),
    "remove_neuron": ("layer", "index"),
    "set_layer_size": ("layer", "neurons", "seed?", "gesture?"),
}
"""Each op is a method of Session, with the fields that it takes in order; "?" marks an optional."""

QUERIES: dict[str, tuple[str, ...]] = {
    "timeline": ("start?",),
    "question": ("verb",),
    "verdict": ("verb", "choice"),
    "explain": ("place", "unfold?"),
    "proof": ("place",),
    "proof_map": (),
    "nudge_curve": ("place",),
    "choices": (),
    "source": ("module",),
    "trace": (),
    "check": ("place", "quantity", "value"),
    "worksheet": (),
    "table_part": ("part", "first?"),
    "table": ("separator?", "decimal?", "header?"),
    "table_plan": ("predict", "classes?", "without?"),
    "points": (),
    "examples": (),
    "progress": ("start?",),
    "confusion": ("of?",),
    "rows": ("indices",),
    "plane": (),
    "decision_map": ("size", "neuron?"),
    "neuron_maps": ("size",),
    "distributions": (),
}
"""These are functions in ``queries``: they change nothing and have an answer of their own."""

FIGURES: dict[str, tuple[str, ...]] = {
    "life": ("action?", "row?", "column?", "alive?", "name?", "steps?", "seed?"),
    "cut": ("action?", "place?", "seed?"),
    "seeds": ("action?", "first?", "second?", "seed?"),
    "guess": ("action?", "choice?", "asked?", "right?"),
}
"""Figures of the explanation, in ``emergence``; each action takes some of the fields. They are
asked like queries: the session is none of their business."""

QUERIES |= FIGURES

ALL = OPS | QUERIES


class Bridge:
    """A session behind ``handle``, and the figures of the explanation."""

    def __init__(self) -> None:
        self.session = Session()

    @cached_property
    def figures(self) -> "Figures":
        """The live figures, loaded when one is first asked for."""
        from learnscope.demos.registry import Figures

        return Figures()

    def handle(self, request: object) -> dict[str, Any]:
        """Answer one request. Never raises."""
        try:
            op, values = parsed(request)
            if op in FIGURES:
                return {"answer": self.figures.answer(op, fields_of(op, values))}
            if op in QUERIES:
                return {"answer": ANSWERS[op](self.session, *values)}
            if op != "snapshot":
                getattr(self.session, op)(*values)
            return {"snapshot": self.session.snapshot()}
        except Problem as problem:
            return {"error": str(problem), "place": problem.place, "line": problem.line}
        except MemoryError:
            return {"error": "There is not enough memory for this, so nothing was changed."}
        except Exception as error:
            kind = type(error).__name__
            return {"error": f"The core failed ({kind}: {error}), so nothing was changed."}


def parsed(request: object) -> tuple[str, list[object]]:
    """The op and its fields' values, in the order in which its method takes them."""
    if not isinstance(request, Mapping):
        raise Problem(f"A request is an object like {{op: “forward”}}, not {described(request)}.")
    op = choice(request.get("op"), "The operation", ALL)
    fields = names_of(op)
    unknown = [described(name) for name in request if name != "op" and name not in fields]
    if unknown:
        raise Problem(f"{op} does not take {', '.join(unknown[:3])}.")
    missing = [name for name in ALL[op] if not name.endswith("?") and name not in request]
    if missing:
        raise Problem(f"{op} needs {' and '.join(missing)}.")
    return op, [request.get(name) for name in fields]


def names_of(op: str) -> list[str]:
    """What the fields of an op are called, in order."""
    return [name.rstrip("?") for name in ALL[op]]


def fields_of(op: str, values: list[object]) -> dict[str, object]:
    """The values by the names of their fields."""
    return dict(zip(names_of(op), values, strict=True))


def first_snapshot() -> dict[str, Any]:
    """What the page shows before Python has started, ready for JSON."""
    plain: dict[str, Any] = to_plain(Bridge().session.snapshot())
    return plain
