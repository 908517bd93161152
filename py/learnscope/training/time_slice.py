"""Train for one slice: some steps, or as many as its time allows."""

import math
from dataclasses import replace
from time import perf_counter

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, written
from learnscope.figure.state import State
from learnscope.training.curve import Kept, Point
from learnscope.training.evaluator import point_of
from learnscope.training.experiment import Experiment
from learnscope.training.run import batch_of
from learnscope.training.trainer import Trainer


class Slice:
    """Train for at most ``steps`` steps or ``seconds`` seconds, whichever ends first.

    A step that takes longer than a slice is made in several; nothing changes until it is done.
    ``trainer`` is the one of the slice before. Its work is continued if the training is the same.

    Raises:
        Problem: there is no example.
    """

    def __init__(
        self,
        experiment: Experiment,
        state: State,
        steps: float,
        seconds: float,
        trainer: Trainer | None,
    ) -> None:
        experiment.check()
        end = perf_counter() + seconds
        run, choices = experiment.run_of(state), experiment.choices
        self._experiment, self._state, self._end = experiment, state, end
        self._first = run.step
        self._goal = min(run.step + steps, choices.stop_step or math.inf)
        self._unit = math.ceil(len(run.inputs) / batch_of(run))
        self._progress = experiment.progress.upto(run.step)
        self._stopped = ""
        self._evaluators = experiment.evaluators(state)
        self.trainer = trainer if trainer and trainer.is_at(run) else Trainer(run)
        self.point = known_point(experiment, state)

    def run_out(self) -> None:
        """Make steps until steps or time run out, or training ends.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        trainer, pause, begun = self.trainer, 0.0, False
        while True:
            now, step = perf_counter(), trainer.run.step
            over = step >= self._goal or (begun and now + pause >= self._end)
            if not self._progress.due(step, self._unit):
                # The next step needs these outputs too, so it computes them for both.
                self._note(None if over else trainer.outputs())
                pause = perf_counter() - now
            self._stopped = self._why_stop()
            if over or self._stopped:
                return
            due = min(self._progress.due(step, self._unit), self._goal - step)
            trainer.advance(int(due), self._end - perf_counter())
            begun = True

    def outcome(self) -> tuple[Experiment, State]:
        """Return the experiment and the state after the slice.

        Raises:
            Problem: no step was made or begun. If numbers have just grown too large, after some
                steps, that is no error but in ``stopped``.
        """
        run = self.trainer.checked()
        kept = self._kept()
        progress = self._progress.upto(run.step).reached(kept)
        stopped = self._stopped or self._why_stop()
        made = run.step - self._first
        is_news = run.spoilt and run.step and not self._experiment.stopped
        if not made and not self.trainer.is_under_way and not is_news:
            raise Problem(stopped or "Training needs at least one step.")
        after = replace(
            self._experiment,
            run=replace(kept.run, spoilt=False) if run.spoilt else kept.run,
            progress=progress,
            stopped=stopped,
        )
        state = self._state
        if made:
            state = replace(state.bare(), network=run.network, step=state.step + made)
        return after, state

    def _note(self, a: Array | None) -> None:
        """Add a point to the curve. ``a`` has the outputs for the training examples, if known."""
        run = self.trainer.run
        self.point = point_of(self._evaluators, run.network, run.step, a)
        self._progress = self._progress.then(self.point, self._kept())

    def _kept(self) -> Kept:
        run = self.trainer.run
        return Kept(run.alone(), self._state.step + run.step - self._first)

    def _why_stop(self) -> str:
        """Say why training ends here; empty if it goes on."""
        run, choices, point = self.trainer.run, self._experiment.choices, self.point
        if run.spoilt:
            return (
                f"The next step would lead to numbers too large to hold, so training stopped at "
                f"step {run.step:,}. Make the learning rate smaller, or go back and train anew."
            )
        if choices.stop_step and run.step >= choices.stop_step:
            return f"Training stopped at step {run.step:,}, as you asked."
        cost = point.train_cost if point and point.step == run.step else None
        if choices.stop_cost and cost is not None and cost <= choices.stop_cost:
            return (
                f"Training stopped at step {run.step:,}: the cost has come down to {cost:.4g}, "
                f"and you asked for {written(choices.stop_cost)}."
            )
        return ""


def known_point(experiment: Experiment, state: State) -> Point | None:
    """Return the newest point if it measured the state's network, else None.

    After an edit, it did not.
    """
    last, end = experiment.progress.last, experiment.progress.end
    if not (last and end) or (last.step, end.run.cost) != (experiment.step, state.cost):
        return None
    is_same = end.run.network is state.network and end.run.calculus is state.calculus
    return last if is_same else None
