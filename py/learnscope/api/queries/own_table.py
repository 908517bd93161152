"""Take in a visitor's own table, and report on it. The network stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from learnscope.common.errors import Problem
from learnscope.datasets.table.to_dataset import is_usable
from learnscope.datasets.table.upload import AT_ONCE, Upload, layout_of, sentence
from learnscope.protocol import queries
from learnscope.session.session import Session

if TYPE_CHECKING:  # the browser never imports these, which declare types only
    from learnscope.protocol import data_answers


def take_part(session: Session, query: queries.TablePartQuery) -> data_answers.PartTaken:
    """Take a part of a table; ``first`` starts a new table.

    Raises:
        Problem: the table is too long.
    """
    upload = Upload() if query.first else session.upload
    upload.put(query.part)
    session.upload = upload
    return {"bytes": sum(map(len, upload.parts))}


def table(session: Session, query: queries.TableQuery) -> data_answers.TableRead:
    """Read on for a while, and report on the table once it is read.

    Raises:
        Problem: there is no table, or it can't be read.
    """
    upload = session.upload
    upload.read(layout_of(query.separator, query.decimal, query.header), AT_ONCE)
    if upload.table is None:
        return {"share": upload.share, "report": None}
    assert upload.text is not None
    report = upload.table.report() | {"encoding": upload.text.encoding, "head": upload.head()}
    for told, column in zip(report["columns"], upload.table.columns, strict=True):
        told["usable"] = is_usable(column)
    return {"share": 1.0, "report": cast("data_answers.TableReport", report)}


def plan(session: Session, query: queries.TablePlanQuery) -> data_answers.TablePlan:
    """Describe the data that the table, as last read, gives to learn from.

    If it gives none, ``problem`` says why.

    Raises:
        Problem: there is no table, or it can't be read.
    """
    upload, left = session.upload, set(query.without or ())
    layout = upload.layout or (None, None, None)
    upload.read(layout, float("inf"))
    assert upload.table is not None
    plan: dict[str, Any] = {"classes": None, "inputs": 0, "rows": 0, "text": "", "problem": None}
    plan |= upload.table.faults({c.name for c in upload.table.columns} - left).told()
    try:
        data = upload.dataset(layout, query.predict, query.classes, query.without, leave_out=True)
    except Problem as problem:
        return cast("data_answers.TablePlan", plan | {"problem": str(problem)})
    found = {
        "classes": bool(data.classes),
        "inputs": data.inputs.shape[1],
        "rows": len(data),
        "text": sentence(data),
    }
    return cast("data_answers.TablePlan", plan | found)
