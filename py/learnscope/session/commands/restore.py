"""Continue a session from snapshots of its start and its end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from learnscope.common.errors import (
    LARGEST_WHOLE,
    Problem,
    choice,
    is_nothing,
    mapping,
    numbers,
    whole,
)
from learnscope.datasets.tasks import TASKS
from learnscope.figure.state import State
from learnscope.figure.timeline import in_line
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.network import Network
from learnscope.nn.optimisers import OPTIMISERS
from learnscope.protocol import commands, data_commands
from learnscope.protocol.fields import is_left_out
from learnscope.protocol.request import fields_of
from learnscope.session.commands.edit import fresh
from learnscope.session.commands.task import experiment_of
from learnscope.session.entry import Entry
from learnscope.session.example_in_figure import fits
from learnscope.session.from_plain import state_from_snapshot
from learnscope.session.undo import History, Position
from learnscope.training.experiment import Experiment
from learnscope.usercode import overrides
from learnscope.usercode.verification import Verdict, verdict_from_plain

CHOICES = {of.name: of for of in fields_of(data_commands.SetTraining) if of.name != "gesture"}


def restore(at: Position, command: commands.Restore) -> Position:
    """Replace the session by the one in the snapshots, with an empty history.

    Raises:
        Problem: something in the snapshots is missing or does not fit, or a text does not run.
    """
    calculus = overrides.with_texts(command.typed or {}) if command.typed else ORIGINAL
    begun = state_from_snapshot(command.start, calculus)
    state = state_from_snapshot(command.last, calculus)
    now = at.entry._replace(state=at.entry.state.under(calculus))
    experiment = experiment_told(now, state, command.last)
    verdict, own_verdict = verdicts_told(command.last, calculus)
    line = in_line(at.entry.line.anew(), state)
    if experiment and not fits(begun, experiment):
        begun = state
    start = fresh(begun, begun.network, begun.seed)
    entry = Entry(
        state,
        start=start,
        line=line,
        origins=at.entry.origins,
        change=object(),
        at=line.end - 1,
        experiment=experiment,
        origin=next(at.entry.origins),
        live=command.last.get("live") is True,
        verdict=verdict,
        own_verdict=own_verdict,
        loaded=start if is_nothing(command.last.get("task")) else None,
    )
    return Position(entry, History())


def experiment_told(now: Entry, state: State, snapshot: Mapping[str, Any]) -> Experiment | None:
    """Read the experiment in a snapshot; its curve begins anew.

    The examples of the current experiment are reused if it has the same task and options.

    Raises:
        Problem: something is missing or does not fit.
    """
    told, training = snapshot.get("task"), snapshot.get("training")
    if is_nothing(told) or is_nothing(training):
        return None
    told, training = mapping(told, "The task"), mapping(training, "The training")
    experiment, name, options = now.experiment, told.get("name"), told.get("options")
    if not experiment or (experiment.task.name, dict(experiment.options)) != (name, options):
        given = {} if is_nothing(options) else mapping(options, "The task’s options")
        experiment = experiment_of(now, TASKS[choice(name, "The task", TASKS)], given)
    choices = {each: of.check.checked(training.get(each), {}) for each, of in CHOICES.items()}
    experiment = experiment.chosen(replace(experiment.choices, **choices)).begun()
    index = example_told(told.get("index"), len(experiment.data))
    experiment = experiment.at(index)
    if not fits(state, experiment):
        raise Problem("The network does not fit its task.")
    examples = len(experiment.split.train)
    return experiment.gone(
        state,
        step=whole(training.get("step"), "The training’s step", 0, LARGEST_WHOLE),
        epoch=whole(training.get("epoch"), "The epoch", 0, LARGEST_WHOLE),
        position=whole(training.get("position", 0), "The place", 0, max(0, examples - 1)),
        **moments_told(training, state.network, choices["optimiser"]),
    )


def example_told(index: object, examples: int) -> int:
    """Read the index of an example; messages count from 1.

    Raises:
        Problem: there is no such example.
    """
    (field,) = (of for of in fields_of(data_commands.SetExample) if of.name == "index")
    found: int = field.check.checked(index, {})
    return whole(found + 1, "The example", 1, examples) - 1


def moments_told(training: Mapping[str, Any], network: Network, name: str) -> dict[str, Any]:
    """Read an optimiser's moments and their age, if a snapshot has them.

    Raises:
        Problem: they do not fit the optimiser or the network.
    """
    moments = training.get("moments")
    if is_left_out(moments) or moments == []:
        return {}
    if not isinstance(moments, list) or len(moments) != OPTIMISERS[name].moments:
        raise Problem("The moments do not fit the optimiser.")
    size = sum(layer.weights.size + layer.biases.size for layer in network)
    return {
        "moments": tuple(numbers(moment, "The moments", size) for moment in moments),
        "age": whole(training.get("age"), "The moments’ age", 1, LARGEST_WHOLE),
    }


def verdicts_told(snapshot: Mapping[str, Any], calculus: Calculus) -> list[Verdict | None]:
    """Read the verdicts on typed Python, if the same texts run now.

    Raises:
        Problem: they are not verdicts.
    """
    told = mapping(snapshot.get("python", {}), "The snapshot’s python")
    if calculus.is_original or told.get("typed") != overrides.ids(calculus):
        return [None, None]
    return [verdict_from_plain(told.get(name)) for name in ("verdict", "own")]
