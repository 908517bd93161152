"""Turn plain data into typed requests, or say in one sentence what is wrong."""

from collections.abc import Mapping

from learnscope.common.errors import Problem, choice, described
from learnscope.protocol.commands import COMMANDS
from learnscope.protocol.fields import is_left_out
from learnscope.protocol.queries import DEMOS, QUERIES
from learnscope.protocol.request import FieldOfRequest, Request, fields_of

REQUESTS: dict[str, type[Request]] = {**COMMANDS, **QUERIES, **DEMOS}
"""Every request by its op."""

FIELDS: dict[str, tuple[FieldOfRequest, ...]] = {op: fields_of(of) for op, of in REQUESTS.items()}


def parsed(request: object) -> Request:
    """Turn plain data into a typed request, with all checks that need no session.

    Raises:
        Problem: there is no such operation, it takes other fields, or a value does not fit.
    """
    if not isinstance(request, Mapping):
        raise Problem(f"A request is an object like {{op: “forward”}}, not {described(request)}.")
    op = choice(request.get("op"), "The operation", REQUESTS)
    fields = FIELDS[op]
    given = [field for field in fields if field.name in request]
    if len(given) + 1 < len(request):
        known = {"op", *(field.name for field in fields)}
        unknown = [described(name) for name in request if name not in known]
        raise Problem(f"{op} does not take {', '.join(unknown[:3])}.")
    missing = [field.name for field in fields if field.is_required and field.name not in request]
    if missing:
        raise Problem(f"{op} needs {' and '.join(missing)}.")
    values: dict[str, object] = {}
    for field in given:
        value = request[field.name]
        if field.is_required or not is_left_out(value):
            values[field.attribute] = field.check.checked(value, values)
    return REQUESTS[op](**values)
