"""Provide a session without a bridge, with a method for each op."""

from typing import Any

from learnscope.api.bridge import ANSWERS
from learnscope.figure.stepping import Walk
from learnscope.protocol.parsing import FIELDS, REQUESTS, parsed
from learnscope.protocol.request import Command
from learnscope.session import session as sessions


def asked(session: sessions.Session, op: str, *values: Any, **named: Any) -> Any:
    """Answer a request given by its op and field values.

    Raises:
        Problem: the request is refused.
    """
    names = [field.name for field in FIELDS[op]]
    named = {name.removesuffix("_"): value for name, value in named.items()}
    request = parsed({"op": op, **dict(zip(names, values, strict=False)), **named})
    if isinstance(request, Command):
        return session.do(request)
    return ANSWERS[type(request)](session, request)


class Ops(type):
    """Give the class a method for each op, so that ``Session.forward`` can be passed around."""

    def __getattr__(cls, op: str) -> Any:
        if op not in REQUESTS:
            raise AttributeError(op)
        return lambda session, *values, **named: asked(session, op, *values, **named)


class Session(sessions.Session, metaclass=Ops):
    """Session with a method for each op."""

    def __getattr__(self, op: str) -> Any:
        if op not in REQUESTS:
            raise AttributeError(op)
        return lambda *values, **named: asked(self, op, *values, **named)

    @property
    def walk(self) -> Walk | None:
        """Return how far a pass has been stepped through."""
        return self.now.walk

    def python(self) -> Any:
        """Return what a snapshot tells about the visitor's Python."""
        return self.snapshot()["python"]
