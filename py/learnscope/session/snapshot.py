"""Write a session as plain data, which crosses to the page and into files.

A snapshot is a dict of numbers, names, NumPy arrays and None (for what is not computed). It holds
the whole session, so that one can be continued from it; see ``from_plain``. The arrays in it belong
to the session: do not write to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from learnscope.diagnoses.diagnosing import diagnosis_of
from learnscope.diagnoses.evidence import Evidence
from learnscope.figure.partial_snapshot import previous_snapshot, reached
from learnscope.figure.state import State
from learnscope.figure.summary import Subject, summary
from learnscope.nn.calculus import OWN
from learnscope.session.entry import Entry
from learnscope.session.example_in_figure import (
    class_meant,
    has_its_inputs,
    is_shown,
    raw_inputs,
    subject_of,
)
from learnscope.session.undo import Position
from learnscope.training.experiment import Experiment
from learnscope.usercode.overrides import ids
from learnscope.usercode.verification import Verdict

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol.snapshots import (
        CodeVerdict,
        LayerSnapshot,
        ModuleName,
        Previous,
        PythonInForce,
        Snapshot,
        Task,
        Training,
        TrainingPoint,
    )
    from learnscope.protocol.snapshots import (
        Diagnosis as DiagnosisSnapshot,
    )

MOST_MOMENTS = 10_000
"""Include optimiser moments up to this size in a snapshot (0.1 ms).

Without them, an optimiser restored elsewhere begins anew.
"""


def snapshot_of(position: Position) -> Snapshot:
    """Write down everything that the page may show."""
    entry, history = position
    state = entry.walk.base if entry.walk else entry.state
    line, learns, subject = entry.line, entry.experiment, subject_of(entry)
    snapshot: Snapshot = {
        "layers": [layer_snapshot(state, depth) for depth in range(len(state.network))],
        "cost": state.cost,
        "inputs": state.inputs,
        "targets": state.targets,
        "learning_rate": state.learning_rate,
        "seed": state.seed,
        "initial": state.initial,
        "step": state.step,
        "guess": state.guess,
        "cost_value": state.cost_value,
        "last_cost": state.last_cost,
        "cost_change": state.cost_change,
        "previous": cast("Previous | None", previous_snapshot(state.previous)),
        "sentence": "" if entry.walk else summary(state, summed_up(entry)),
        "live": entry.live,
        "can_step_back": bool(history.past or entry.walk),
        "can_redo": bool(history.future),
        "origin": entry.origin,
        "line": line.id,
        "moments": line.end,
        "moment": entry.at,
        "diagnosis": diagnosis_snapshot(entry),
        "python": python_snapshot(entry),
        "walk": None,
        "task": task_snapshot(state, subject) if subject else None,
        "training": training_snapshot(entry, state, learns) if learns else None,
    }
    if not entry.walk:
        return snapshot
    return cast("Snapshot", reached(entry.walk, cast(dict[str, Any], snapshot)))


def layer_snapshot(state: State, depth: int) -> LayerSnapshot:
    """Write down one layer; what is not computed is None.

    After a Backprop ``delta``, ``d_weights`` and ``d_biases`` are the gradients it used, and
    ``weights_before``, ``weights_change`` (new − old) and their like for biases say what moved.
    """
    layer = state.network[depth]
    known = state.passes[depth] if depth < len(state.passes) else None
    gradient = state.gradients[depth] if state.gradients else None
    before = state.before[depth] if state.before else None
    weights_before = before.weights if before else None
    biases_before = before.biases if before else None
    return {
        "weights": layer.weights,
        "biases": layer.biases,
        "activation": layer.activation.name,
        "symbol": layer.activation.symbol,
        "z": known and known.z[0],
        "a": known and known.a[0],
        "delta": gradient and gradient.delta[0],
        "d_weights": gradient and gradient.d_weights,
        "d_biases": gradient and gradient.d_biases,
        "weights_before": weights_before,
        "biases_before": biases_before,
        "weights_change": None if weights_before is None else layer.weights - weights_before,
        "biases_change": None if biases_before is None else layer.biases - biases_before,
    }


def summed_up(entry: Entry) -> Subject:
    """Bundle what the sentence of the moment has to know besides the state."""
    experiment, subject = entry.experiment, subject_of(entry)
    if experiment is None:
        return Subject(subject.data if subject else None)
    examples = len(experiment.split.train) if len(experiment.data) else 0
    return Subject(experiment.data, examples, trained=experiment.step > 0)


def diagnosis_snapshot(entry: Entry) -> DiagnosisSnapshot | None:
    """Write down what keeps the network from learning, if anything does."""
    line = entry.line.upto(entry.at + 1)
    typed = {
        kind: entry.own_verdict if kind == OWN else entry.verdict for kind in entry.calculus.typed
    }
    found = diagnosis_of(Evidence(entry.state, line, entry.experiment, typed))
    if found is None:
        return None
    kind, diagnosis = found
    remedy = diagnosis.remedy
    return {
        "kind": kind,
        "place": diagnosis.place,
        "text": diagnosis.text,
        "halts": diagnosis.halts,
        "last_well": line.last_well(),
        "remedy": {"label": remedy.label, "request": remedy.request} if remedy else None,
    }


def python_snapshot(entry: Entry) -> PythonInForce:
    """Write down the visitor's Python that runs, and the verdicts on it."""
    return {
        "typed": cast("dict[ModuleName, int]", ids(entry.calculus)),
        "verdict": verdict_snapshot(entry.verdict),
        "own": verdict_snapshot(entry.own_verdict),
    }


def verdict_snapshot(verdict: Verdict | None) -> CodeVerdict | None:
    """Write down a verdict."""
    return {"agrees": verdict.agrees, "text": verdict.text} if verdict else None


def task_snapshot(state: State, experiment: Experiment) -> Task:
    """Write down the task."""
    data, scaling = experiment.data, experiment.data.target_scaling
    own_guess = scaling.undone(state.guess) if scaling and state.guess is not None else None
    return {
        "name": experiment.task.name,
        "label": experiment.task.label,
        "why": experiment.task.why,
        "is_drawn": experiment.task.is_drawn,
        "options": cast(dict[str, float], dict(experiment.options)),
        "edition": data.edition,
        "source": data.source,
        "features": list(data.features),
        "classes": list(data.classes),
        "answers": list(data.answers),
        "target_mean": scaling.mean if scaling else None,
        "target_scale": scaling.scale if scaling else None,
        "picture": data.picture,
        "mean": experiment.scaling.mean if experiment.scaling else None,
        "scale": experiment.scaling.scale if experiment.scaling else None,
        "count": len(data),
        "index": experiment.index,
        "edited": not is_shown(state, experiment),
        "changed": not has_its_inputs(state, experiment),
        "meant": class_meant(state, experiment),
        "own_targets": scaling.undone(state.targets) if scaling else None,
        "own_guess": own_guess,
        "raw_inputs": raw_inputs(state, experiment),
    }


def training_snapshot(entry: Entry, state: State, experiment: Experiment) -> Training:
    """Write down the training: everything needed to go on, and its newest figures."""
    run = experiment.run_of(state) if experiment.run else None
    moments = run.moments if run else ()
    choices = experiment.choices
    return {
        "batch_size": choices.batch_size,
        "optimiser": choices.optimiser,
        "momentum": choices.momentum,
        "l2": choices.l2,
        "seed": choices.seed,
        "share": choices.share,
        "standardise": choices.standardise,
        "stop_step": choices.stop_step,
        "stop_cost": choices.stop_cost,
        "train_count": len(experiment.split.train),
        "test_count": len(experiment.split.test),
        "step": experiment.step,
        "epoch": run.epoch if run else 0,
        "position": run.position if run else 0,
        "moments": list(moments) if sum(map(len, moments)) <= MOST_MOMENTS else None,
        "age": run.age if run and moments else 0,
        "curve": experiment.progress.curve.id,
        "points": experiment.progress.count,
        "stopped": experiment.stopped,
        "figures": figures_snapshot(entry, experiment),
    }


def figures_snapshot(entry: Entry, experiment: Experiment) -> TrainingPoint | None:
    """Write down the figures measured last."""
    if entry.figures is None or experiment.run is None:
        return None
    point = entry.figures.point
    own = point if entry.is_stale else point._replace(step=experiment.step)
    return cast("TrainingPoint", own._asdict())


def to_plain(value: Any) -> Any:
    """Convert every array in a value to nested lists, ready for JSON."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value
