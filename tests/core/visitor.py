"""Simulate somebody who learns from many examples, through the bridge."""

from typing import Any

from learnscope.api.bridge import Bridge
from learnscope.session.snapshot import to_plain

type Plain = dict[str, Any]


class Visitor:
    """Visitor with a bridge, and with a task or a table of their own loaded."""

    def __init__(self, task: str | None = None, table: str | None = None) -> None:
        self.bridge = Bridge()
        if task:
            self("load_task", name=task)
        if table is not None:
            self("table_part", part=table, first=True)

    def __call__(self, op: str, **fields: Any) -> Plain:
        """Send a request and return its snapshot or answer."""
        answer: Plain = to_plain(self.bridge.handle({"op": op, **fields}))
        assert "error" not in answer, answer
        found: Plain = answer["snapshot" if "snapshot" in answer else "answer"]
        return found

    def refused(self, op: str, **fields: Any) -> str:
        """Send a request that must be refused without any change, and return the error."""
        before, past = self("snapshot"), len(self.bridge.session.history.past)
        answer = self.bridge.handle({"op": op, **fields})
        assert self("snapshot") == before
        assert len(self.bridge.session.history.past) == past
        error: str = answer["error"]
        assert not error.startswith("The core failed"), error
        return error

    @property
    def course(self) -> Any:
        """Return the experiment in progress."""
        return self.bridge.session.now.learning()

    def weights(self) -> list[Any]:
        """Return the weights of every layer."""
        return [layer["weights"] for layer in self("snapshot")["layers"]]

    def read(self, **layout: Any) -> Plain:
        """Read the table to its end, and return the report."""
        while True:
            answer = self("table", **layout)
            if answer["report"]:
                report: Plain = answer["report"]
                return report
