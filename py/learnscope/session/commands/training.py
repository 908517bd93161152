"""The verbs of a session that are about learning from many examples, and the network's shape."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import (
    LARGEST_WHOLE,
    Problem,
    between,
    choice,
    described,
    is_nothing,
    mapping,
    number,
    numbers,
    whole,
)
from learnscope.datasets.tasks import FIRST, TASKS, Task
from learnscope.figure.state import State, start_state
from learnscope.nn import resizing
from learnscope.nn.network import Network
from learnscope.session.undo import Keeping

if TYPE_CHECKING:  # loaded when a task is
    from learnscope.datasets.dataset import Dataset
    from learnscope.training.curve import Point
    from learnscope.training.experiment import Course
    from learnscope.training.trainer import Trainer

SLICE = 0.04
"""Seconds that a slice of training takes where nothing else is said."""

FEW = 20
"""Of fewer examples none is kept back to test with."""

LONGEST = 1_000
"""Milliseconds that one may take."""

MOST_MOMENTS = 10_000
"""So many numbers that an optimiser remembers are told with each snapshot, in 0.1 ms. Where there
are more, an optimiser whose training is taken up elsewhere begins anew."""

TO_MEASURE = 10_000_000
"""Multiplications that it may take to measure the network after each slice. Where it takes more, a
slice tells the figures of the newest point of its curve, and whoever wants them now asks anew."""


class Lessons(Keeping):
    """What a session with a course shares with every other one."""

    _trainer: "Trainer | None" = None
    _told: "Point | None" = None
    _measured: "tuple[Network, str, tuple[Array, Array], Point] | None" = None

    # -- tasks and examples

    def load_task(
        self, name: object = None, options: object = None, gesture: object = None
    ) -> None:
        """Begin with a task: its examples, a network for it, a learning rate.

        Without a name it is the one of now, made anew with its options, but for those given.
        """
        given = given_options(options)
        if is_nothing(name):
            now = self.course()
            name, given = now.task.name, {**now.options, **given}
        task = TASKS[choice(name, "The task", TASKS)]
        start = start_state(task)
        if task.name == FIRST:
            task.checked(given)
            self._begin(start, "load_task")
            return
        course = self._course(task, given)
        self._begin(shown(start, course), "load_task", course, ("load_task", gesture))

    def _course(self, task: Task, options: Mapping[str, object]) -> "Course":
        """A task at its beginning."""
        given = task.checked(options)
        return self._course_of(task, given, task.make(given))

    def _course_of(
        self, task: Task, options: Mapping[str, object], data: "Dataset", **choices: Any
    ) -> "Course":
        """A task with its examples at its beginning, trained as these choices say."""
        self._trainer = self._measured = None  # they hold on to the examples before
        import learnscope.training.time_slice  # noqa: F401 - so that the first slice begins at once
        from learnscope.training.curve import Curve, Progress
        from learnscope.training.experiment import Choices, Course  # what few visits need

        share = 1.0 if len(data) < FEW else Choices.share
        given = {"batch_size": task.batch_size} | choices
        chosen = Choices(standardise=task.standardised, share=share, **given)
        progress = Progress(Curve(ids=self.now.line.moments.ids))
        return Course(task, options, data, chosen, progress=progress)

    def set_example(self, index: object, gesture: object = None) -> None:
        """Put another example of the task into the figure; index counts from 0.

        Where the guess for the last one stood, or there is training behind it, the guess for this
        one follows at once: examples are gone through to compare guesses.
        """
        course = self.course()
        course.check()
        course = course.at(example(index, len(course.data)))
        before = self.now.state
        state = shown(before, course)
        if before.cost_value is not None or course.step:
            with suppress(Problem):  # it is seen without its guess, and Forward says why
                state = state.computed()
        self._edit(("example", gesture), state, course)

    def _restored(self, state: State, snapshot: Mapping[str, Any]) -> "Course | None":
        """The course that a snapshot tells of; its curve begins anew.

        The examples are those that are here, where they are of the same task, and else made again.
        """
        told, training = snapshot.get("task"), snapshot.get("training")
        if is_nothing(told) or is_nothing(training):
            return None
        told, training = mapping(told, "The task"), mapping(training, "The training")
        course, name, options = self.now.course, told.get("name"), told.get("options")
        if not course or (course.task.name, dict(course.options)) != (name, options):
            course = self._course(TASKS[choice(name, "The task", TASKS)], given_options(options))
        choices = {each: check(training.get(each)) for each, check in CHOICES.items()}
        course = course.chosen(replace(course.choices, **choices)).begun()
        course = course.at(example(told.get("index"), len(course.data)))
        if not fits(state, course):
            raise Problem("The network does not fit its task.")
        examples = len(course.split.train)
        return course.gone(
            state,
            step=whole(training.get("step"), "The training’s step", 0, LARGEST_WHOLE),
            epoch=whole(training.get("epoch"), "The epoch", 0, LARGEST_WHOLE),
            position=whole(training.get("position", 0), "The place", 0, max(0, examples - 1)),
            **remembered(training, state.network, choices["optimiser"]),
        )

    def set_class(self, index: object, gesture: object = None) -> None:
        """Say which class the example in the figure is of: its target is 1, the others are 0."""
        classes = self.course().data.classes
        if not classes:
            raise Problem(
                "What is learned here are numbers and no classes: set the target instead."
            )
        k = whole(index, "The class’s index", 0, len(classes) - 1)
        beyond = len(self.now.state.network) + 1
        targets = np.eye(len(classes))[k]
        state = replace(self.now.state.forgetting(beyond), targets=targets)
        self._edit(("target", "class", gesture), state)

    # -- training

    def set_training(self, *values: object) -> None:
        """Choose how to train: values in the order of ``CHOICES``, None for what stays.

        Other examples to learn from, or another scale, change what stands in the figure too.
        """
        *given, gesture = values
        course = self.course()
        changes = {
            name: check(value)
            for (name, check), value in zip(CHOICES.items(), given, strict=True)
            if not is_nothing(value)
        }
        choices = replace(course.choices, **changes)
        was_shown = is_shown(self.now.state, course)
        course = course.chosen(choices)
        state = self.now.state
        if was_shown and not is_shown(state, course):
            state = shown(state, course)
        self._edit(("training", gesture), state, course)

    def train(
        self,
        steps: object = None,
        epochs: object = None,
        milliseconds: object = None,
        gesture: object = None,
    ) -> None:
        """One slice of training: at most so many steps or epochs, or so long, whatever ends first.

        Without any it takes ``SLICE``, without milliseconds at most a second. An epoch ends where
        the one under way does. Forward follows, so that the figure shows what has been learned of
        its example. Slices with the same gesture are undone as one.
        """
        course = self.course()
        seconds = SLICE if is_nothing(steps) and is_nothing(epochs) else LONGEST / 1_000
        if not is_nothing(milliseconds):
            seconds = whole(milliseconds, "The time in milliseconds", 1, LONGEST) / 1_000
        most = float("inf")
        if not is_nothing(steps):
            most = whole(steps, "The number of steps", 1, LARGEST_WHOLE)
        if not is_nothing(epochs):
            wanted = whole(epochs, "The number of epochs", 1, LARGEST_WHOLE)
            most = min(most, course.steps_in(wanted))
        from learnscope.training.time_slice import Slice  # what few visits need

        made = Slice(course, self.now.state, most, seconds, self._trainer)
        made.run_out()
        course, state = made.outcome()
        self._trainer = made.trainer
        if takes_long(course, state):
            self._told = course.progress.last
        if state is self.now.state:  # a part of a step
            self.now = replace(self.now, course=course)
            return
        with suppress(Problem):  # an example may be beyond all bounds where the others are not
            state = state.computed()
        self._edit(("train", gesture), state, course)

    def go_to_step(self, step: object, gesture: object = None) -> None:
        """Return to the network that training had about that step: the nearest one kept.

        The curve stays whole until training goes on from here; undo leads back to where it was.
        """
        wanted = whole(step, "The step", 0, LARGEST_WHOLE)
        course, kept = self.course().back_at(wanted)
        state = replace(self.now.state.bare(), network=kept.run.network, step=kept.steps)
        with suppress(Problem):
            state = state.computed()
        self._edit(("go_to_step", gesture), state, course)

    # -- the network's shape

    def add_layer(self, layer: object, neurons: object = None, seed: object = None) -> None:
        """Put a hidden layer in place ``layer``, by default as wide as what comes before it."""
        network = self.now.state.network
        depth = whole(layer, "The layer", 1, len(network))
        most = resizing.MOST_NEURONS
        n = min(most, network[depth - 1].n_in)
        if not is_nothing(neurons):
            n = whole(neurons, "The number of neurons", 1, most)
        self._reshape(resizing.with_layer(network, depth, n, self._seed(seed)))

    def remove_layer(self, layer: object, seed: object = None) -> None:
        """Take a hidden layer out."""
        network = self.now.state.network
        depth = whole(layer, "The layer", 1, len(network))
        self._reshape(resizing.without_layer(network, depth, self._seed(seed)))

    def add_neuron(self, layer: object, seed: object = None) -> None:
        """Give a hidden layer one more neuron."""
        network = self.now.state.network
        depth = whole(layer, "The layer", 1, len(network))
        self._reshape(resizing.with_neuron(network, depth, self._seed(seed)))

    def remove_neuron(self, layer: object, index: object) -> None:
        """Take neuron index (from 0) out of a hidden layer."""
        network = self.now.state.network
        depth = whole(layer, "The layer", 1, len(network))
        j = whole(index, "The neuron's index", 0, network[depth - 1].n_out - 1)
        self._reshape(resizing.without_neuron(network, depth, j))

    def set_layer_size(
        self, layer: object, neurons: object, seed: object = None, gesture: object = None
    ) -> None:
        """Add neurons to a hidden layer, or take its last ones away, until there are so many."""
        network = self.now.state.network
        depth = whole(layer, "The layer", 1, len(network))
        resizing.check_hidden(network, depth)
        n = whole(neurons, "The number of neurons", 1, resizing.MOST_NEURONS)
        self._reshape(resizing.with_size(network, depth, n, self._seed(seed)), gesture)

    # -- what a snapshot says

    def lesson(self) -> dict[str, Any]:
        """The task and the training, or None for both where there is one example only."""
        course = self.now.course
        if course is None:
            return {"task": None, "training": None}
        told, self._told = self._told, None
        figures = told._asdict() if told else self._figures(course)
        state = self.walk.base if self.walk else self.now.state
        training = told_training(state, course) | {"figures": figures}
        return {"task": told_task(state, course), "training": training}

    def _figures(self, course: "Course") -> dict[str, Any] | None:
        """Cost and accuracy of the network as it is; None before all training."""
        if course.run is None:
            return None
        state = self.now.state
        point = self.measured(state.network, course)
        if point is None:
            from learnscope.training.evaluator import point_of
            from learnscope.training.time_slice import known_point

            point = known_point(course, state)
            point = point or point_of(course.gauges(state), state.network, course.step)
            self._measured = (state.network, state.cost, course.lesson, point)
        return point._replace(step=course.step)._asdict()

    def measured(self, network: Network, course: "Course") -> "Point | None":
        """The figures of this network, if it was the last to be measured."""
        if self._measured is None:
            return None
        known, cost, lesson, point = self._measured
        same = known is network and cost == self.now.state.cost and lesson is course.lesson
        return point if same else None

    def course(self) -> "Course":
        if self.now.course is None:
            raise Problem("There is one example here and no task: choose something to learn first.")
        return self.now.course

    def _seed(self, seed: object) -> int:
        if is_nothing(seed):
            return self.now.state.seed or 0
        return whole(seed, "The seed", 0, LARGEST_WHOLE)

    def _reshape(self, network: Network, gesture: object = None) -> None:
        state = replace(self.now.state.bare(), network=network)
        self._edit(("reshape", gesture), state)


def remembered(training: Mapping[str, Any], network: Network, name: str) -> dict[str, Any]:
    """An optimiser's moments and their age in a snapshot; nothing where they are not told."""
    from learnscope.nn.optimisers import OPTIMISERS

    moments = training.get("moments")
    if is_nothing(moments) or moments == []:
        return {}
    if not isinstance(moments, list) or len(moments) != OPTIMISERS[name].moments:
        raise Problem("The moments do not fit the optimiser.")
    size = sum(layer.weights.size + layer.biases.size for layer in network)
    return {
        "moments": tuple(numbers(moment, "The moments", size) for moment in moments),
        "age": whole(training.get("age"), "The moments’ age", 1, LARGEST_WHOLE),
    }


def takes_long(course: "Course", state: State) -> bool:
    """Whether measuring the network takes long beside a slice."""
    return sum(gauge.work for gauge in course.gauges(state)) > TO_MEASURE


def given_options(options: object) -> Mapping[str, object]:
    """What was given as a task's options."""
    return {} if is_nothing(options) else mapping(options, "The task’s options")


def shown(state: State, course: "Course") -> State:
    """The state with the course's example in the figure, if it has any, and nothing computed."""
    if not len(course.data):
        return state.bare()
    i = course.index
    return replace(state.bare(), inputs=course.inputs[i], targets=course.data.targets[i])


def fits(state: State, course: "Course") -> bool:
    """Whether the network has the inputs and outputs that the course's examples need."""
    data = course.data
    return (len(state.inputs), len(state.targets)) == (data.inputs.shape[1], data.targets.shape[1])


def is_shown(state: State, course: "Course") -> bool:
    """Whether the figure shows the course's example, and not what somebody made of it."""
    return has_its_inputs(state, course) and np.array_equal(
        state.targets, course.data.targets[course.index]
    )


def example(index: object, examples: int) -> int:
    """An example's index, from 0 on. What is wrong with it is said of its number, from 1 on, as the
    page has it."""
    return whole(number(index, "The example") + 1, "The example", 1, examples) - 1


def has_its_inputs(state: State, course: "Course") -> bool:
    """Whether the figure has the inputs of the course's example."""
    return len(course.data) > 0 and np.array_equal(state.inputs, course.inputs[course.index])


def meant(state: State, course: "Course") -> int | None:
    """The class that the targets in the figure mean; None where they mean none."""
    if not course.data.classes or sorted(state.targets) != sorted(np.eye(len(state.targets))[0]):
        return None
    return int(state.targets.argmax())


def raw_inputs(state: State, course: "Course") -> Array:
    """The inputs in the figure in the data's own units, (n_in,)."""
    if has_its_inputs(state, course):
        return course.data.inputs[course.index]
    return course.scaling.undone(state.inputs) if course.scaling else state.inputs


def told_task(state: State, course: "Course") -> dict[str, Any]:
    """A task as a snapshot has it."""
    data, scaling = course.data, course.data.target_scaling
    return {
        "name": course.task.name,
        "label": course.task.label,
        "why": course.task.why,
        "options": dict(course.options),
        "edition": data.edition,
        "source": data.source,
        "features": list(data.features),
        "classes": list(data.classes),
        "answers": list(data.answers),
        "target_mean": scaling.mean if scaling else None,
        "target_scale": scaling.scale if scaling else None,
        "picture": list(data.picture) if data.picture else None,
        "mean": course.scaling.mean if course.scaling else None,
        "scale": course.scaling.scale if course.scaling else None,
        "count": len(data),
        "index": course.index,
        "edited": not is_shown(state, course),
        "changed": not has_its_inputs(state, course),
        "meant": meant(state, course),
        "own_targets": scaling.undone(state.targets) if scaling else None,
        "own_guess": scaling.undone(state.guess) if scaling and state.guess is not None else None,
        "raw_inputs": raw_inputs(state, course),
    }


def told_training(state: State, course: "Course") -> dict[str, Any]:
    """The training as a snapshot has it, but for its figures: all that it takes to go on."""
    run = course.run_of(state) if course.run else None
    moments = run.moments if run else ()
    return {
        **{name: getattr(course.choices, name) for name in CHOICES},
        "train_count": len(course.split.train),
        "test_count": len(course.split.test),
        "step": course.step,
        "epoch": run.epoch if run else 0,
        "position": run.position if run else 0,
        "moments": list(moments) if sum(map(len, moments)) <= MOST_MOMENTS else None,
        "age": run.age if run and moments else 0,
        "curve": course.progress.curve.id,
        "points": course.progress.count,
        "stopped": course.stopped,
    }


def below_1(value: object, name: str) -> float:
    """value as a number from 0 to below 1."""
    result = number(value, name)
    if not 0 <= result < 1:
        raise Problem(f"{name} must be from 0 to below 1, not {described(value)}.")
    return result


def at_least_0(value: object, name: str) -> float:
    """value as a number that is not negative."""
    result = number(value, name)
    if result < 0:
        raise Problem(f"{name} must be 0 or more, not {described(value)}.")
    return result


def share(value: object) -> float:
    """value as the share of examples to learn from."""
    return between(value, "The share of examples to learn from", 0.05, 1)


def truth(value: object) -> bool:
    """value as true or false."""
    if not isinstance(value, bool):
        raise Problem("Standardise must be true or false.")
    return value


def optimiser(value: object) -> str:
    """value as the name of an optimiser."""
    from learnscope.nn.optimisers import OPTIMISERS

    return choice(value, "The optimiser", OPTIMISERS)


CHOICES: dict[str, Callable[[object], Any]] = {
    "batch_size": lambda value: whole(value, "The batch size", 0, LARGEST_WHOLE),
    "optimiser": optimiser,
    "momentum": lambda value: below_1(value, "The momentum"),
    "l2": lambda value: at_least_0(value, "L2"),
    "seed": lambda value: whole(value, "The seed", 0, LARGEST_WHOLE),
    "share": share,
    "standardise": truth,
    "stop_step": lambda value: whole(value, "The step to stop at", 0, LARGEST_WHOLE),
    "stop_cost": lambda value: at_least_0(value, "The cost to stop at"),
}
"""What can be chosen, and the check of each."""
