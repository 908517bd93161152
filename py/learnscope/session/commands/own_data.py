"""The verbs of a session for data of the visitor's own: a table, or points put on the plane."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from learnscope.common.errors import Problem, is_nothing, whole
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.drawn_points import FEWEST_CLASSES, MOST_CLASSES, drawn, points_of
from learnscope.datasets.tasks import POINTS, TASKS, Task
from learnscope.figure.state import State, start_state
from learnscope.nn import resizing
from learnscope.session.commands.training import Lessons, is_shown, shown

if TYPE_CHECKING:  # loaded when a table or a task is
    from learnscope.datasets.table.upload import Desk
    from learnscope.training.experiment import Course

ALL_AT_ONCE = 2_000
"""Of so many rows each step looks at all, of more at ``BATCH``."""

BATCH = 100


class OwnData(Lessons):
    """What a session can do with the visitor's own data."""

    desk: "Desk | None"

    def load_table(
        self,
        predict: object,
        classes: object = None,
        without: object = None,
        leave_out: object = None,
        separator: object = None,
        decimal: object = None,
        header: object = None,
    ) -> None:
        """Begin with the table that was handed over: with its rows, and a network that fits them.

        predict names the column to predict, or a list of columns of numbers; the others are
        learned from, but for those in ``without``. leave_out: rows with faults are left out.
        """
        from learnscope.datasets.table.upload import desk_of, layout_of, truth

        leaving = not is_nothing(leave_out) and truth(leave_out, "Leave out")
        data = desk_of(self).dataset(
            layout_of(separator, decimal, header), predict, classes, without, leaving
        )
        task = task_of(data)
        course = self._course_of(
            task, {}, data, batch_size=0 if len(data) <= ALL_AT_ONCE else BATCH
        )
        self._begin(shown(start_state(task), course), "load_table", course)

    def load_points(self, points: object, classes: object = None, gesture: object = None) -> None:
        """Learn from these points, each [x, y, class]; there may be none yet.

        A network that has learned points on the plane goes on with what it knows; with more or
        fewer classes it gets more or fewer outputs. Any other gives way to a new one.
        """
        course = self.now.course
        goes_on = course is not None and is_planar(course.data)
        known = len(course.data.classes) if course and goes_on else FEWEST_CLASSES
        n = known
        if not is_nothing(classes):
            n = whole(classes, "The number of classes", FEWEST_CLASSES, MOST_CLASSES)
        data, task = drawn(points_of(points, n), n), TASKS[POINTS]
        if course and goes_on:
            self._go_on(course, course.among(task, data), gesture)
            return
        start = start_state(task)
        network = resizing.with_outputs(start.network, n, task.seed)
        course = self._course_of(task, {}, data)
        targets = np.zeros(n)
        start = replace(start, network=network, targets=targets)
        self._begin(shown(start, course), "load_points", course, ("points", gesture))

    def _go_on(self, before: "Course", course: "Course", gesture: object) -> None:
        """Put another course in the place of one, with the same network."""
        old, n = self.now.state, len(course.data.classes)
        if n == old.network[-1].n_out:
            state = old
            if not (is_shown(old, before) and is_shown(old, course)):
                state = followed(shown(old, course), old)
            self._edit(("points", gesture), state, course)
            return
        seed = old.seed or 0
        state, start = (
            shown(
                replace(
                    each,
                    network=resizing.with_outputs(each.network, n, seed),
                    targets=np.resize(each.targets, n),
                ),
                course,
            )
            for each in (replace(old.bare()), self.now.start.bare())
        )
        self._edit(("points", gesture), followed(state, old), course, start)


def followed(state: State, before: State) -> State:
    """The state, with Forward done where it was done before."""
    if before.cost_value is not None:
        with suppress(Problem):
            return state.computed()
    return state


def is_planar(data: Dataset) -> bool:
    """Whether the examples are points on the plane in a few classes."""
    n = len(data.classes)
    return data.inputs.shape[1] == 2 and FEWEST_CLASSES <= n <= MOST_CLASSES and data.name != "own"


def task_of(data: Dataset) -> Task:
    """A task made of a dataset: with a network that may well learn it."""
    n_in, n_out = data.inputs.shape[1], data.targets.shape[1]
    few = len(data) <= ALL_AT_ONCE
    return Task(
        name=data.name,
        label=data.label,
        why="A table of your own: nobody knows yet how well it can be learned, which makes the "
        "examples kept back to test the more important.",
        make=lambda _: data,
        sizes=(n_in, 8, n_out),
        steps=0,
        cost="softmax_cross_entropy" if data.classes else "squared_error",
        learning_rate=(0.5 if few else 0.1) if data.classes else (0.1 if few else 0.02),
        standardised=True,
    )
