"""Run the visitor's Python, or the original again."""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial

from learnscope.common.errors import Problem
from learnscope.figure.state import State
from learnscope.figure.timeline import in_line
from learnscope.nn.calculus import ORIGINAL, OWN, Calculus
from learnscope.protocol import commands
from learnscope.session.entry import Entry
from learnscope.usercode import overrides
from learnscope.usercode.overrides import SOURCES
from learnscope.usercode.sandbox import at_line
from learnscope.usercode.tracer import first_not_finite
from learnscope.usercode.verification import Verdict, of_activation, of_calculus


def set_source(now: Entry, command: commands.SetSource) -> Entry:
    """Run the visitor's text in place of a module, even if its calculus is wrong.

    Raises:
        Problem: it is not Python, lacks a function, fails on the network, or returns something
            that does not fit. The problem has the line.
    """
    calculus = overrides.with_text(now.calculus, command.module, command.text)
    return run_with(now, calculus, tried=command.module)


def restore_source(now: Entry, command: commands.RestoreSource) -> Entry:
    """Run the original module again, or remove the visitor's own activation function."""
    if command.module not in now.calculus.typed:
        return now
    after = run_with(now, overrides.without_text(now.calculus, command.module))
    return after._replace(own_verdict=None) if command.module == OWN else after


def set_own_activation(now: Entry, command: commands.SetOwnActivation) -> Entry:
    """Make the visitor's f and f_prime the activation function "own".

    Raises:
        Problem: they fail, or return numbers that are not finite. The problem has the line.
    """
    calculus = overrides.with_text(now.calculus, OWN, command.text)
    verdict = verdict_on_own(calculus)
    if OWN in now.calculus.typed:
        after = run_with(now, calculus)
    else:  # no number was computed with it yet
        after = now._replace(state=now.state.under(calculus))
    return after._replace(own_verdict=verdict)


def verdict_on_own(calculus: Calculus) -> Verdict:
    """Check an own activation function.

    Raises:
        Problem: it fails, or returns numbers that are not finite. The problem has the line.
    """
    assert calculus.own is not None
    try:
        return of_activation(calculus.own)
    except Problem as problem:
        if problem.line is not None:
            raise
        raise culprit(OWN, partial(of_activation, calculus.own), problem) from None


def run_with(now: Entry, calculus: Calculus, tried: str = "") -> Entry:
    """Put another calculus in force, and drop what others computed.

    ``tried`` is the kind that must run on the network, provided the original does.

    Raises:
        Problem: it does not run. The problem has the line.
    """
    own_only = replace(ORIGINAL, own=calculus.own, typed=only_own(calculus))
    is_sound = runs(under(now.state, own_only))
    bare = under(now.state, calculus)
    if tried and is_sound:
        try_out(bare, tried)
    typed_calculus = set(calculus.typed) & set(SOURCES)
    verdict = of_calculus(calculus, bare if is_sound else None) if typed_calculus else None
    state = bare
    with nullcontext() if tried else suppress(Problem):
        state = now.followed(bare)
    line = in_line(now.line.anew(), state)
    return now._replace(
        state=state,
        line=line,
        at=line.end - 1,
        verdict=verdict,
        walk=None,
        gesture=None,
        is_stale=False,
    )


def under(state: State, calculus: Calculus) -> State:
    """Put a state under another calculus, with nothing computed."""
    bare = state.bare()
    return replace(bare, calculus=calculus, network=calculus.adapted(bare.network))


def only_own(calculus: Calculus) -> dict[str, str]:
    """Select the text of the own activation function."""
    return {kind: text for kind, text in calculus.typed.items() if kind == OWN}


def runs(state: State) -> bool:
    """Tell whether a learning step can be made from a state."""
    try:
        state.learned()
    except Problem:
        return False
    return True


def try_out(state: State, kind: str) -> None:
    """Make a learning step with the typed Python.

    Raises:
        Problem: it fails, or makes a number that is not finite. The problem has the line.
    """
    try:
        state.learned()
    except Problem as problem:
        if problem.line is not None:
            raise
        raise culprit(kind, state.learned, problem) from None


def culprit(kind: str, run: Callable[[], object], problem: Problem) -> Problem:
    """Find the line that first makes a number that is not finite, as a problem."""
    file = overrides.file_of(kind)
    found = first_not_finite(run, file)
    return at_line(file, found[0], f"{found[1]} is not finite here") if found else problem
