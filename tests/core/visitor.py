"""Somebody who learns from many examples, and asks for it through the bridge."""

from typing import Any

from learnscope.api.bridge import Bridge
from learnscope.session.snapshot import to_plain

type Plain = dict[str, Any]


class Visitor:
    """A simulated visitor with a task or a table of their own."""

    def __init__(self, task: str | None = None, table: str | None = None) -> None:
        self.bridge = Bridge()
        if task:
            self("load_task", name=task)
        if table is not None:
            self("table_part", part=table, first=True)

    def __call__(self, op: str, **fields: Any) -> Plain:
        """The snapshot or the answer."""
        answer: Plain = to_plain(self.bridge.handle({"op": op, **fields}))
        assert "error" not in answer, answer
        found: Plain = answer["snapshot" if "snapshot" in answer else "answer"]
        return found

    def refused(self, op: str, **fields: Any) -> str:
        """Give the refusal, after checking that nothing changed."""
        before, past = self("snapshot"), len(self.bridge.session.history.past)
        answer = self.bridge.handle({"op": op, **fields})
        assert self("snapshot") == before
        assert len(self.bridge.session.history.past) == past
        error: str = answer["error"]
        assert not error.startswith("The core failed"), error
        return error

    @property
    def course(self) -> Any:
        """The experiment that is learned."""
        return self.bridge.session.now.learning()

    def weights(self) -> list[Any]:
        """Those of every layer."""
        return [layer["weights"] for layer in self("snapshot")["layers"]]

    def read(self, **layout: Any) -> Plain:
        """The report on the table, once it is read."""
        while True:
            answer = self("table", **layout)
            if answer["report"]:
                report: Plain = answer["report"]
                return report
