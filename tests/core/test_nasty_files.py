"""Load thirty nasty files: each gives a network or a clear sentence."""

from random import Random
from typing import Any

import pytest

from learnscope.api.bridge import Bridge
from learnscope.session.snapshot import to_plain

ROWS = [f"{n % 5},{n * 7 % 11},{'no' if n % 5 < 2 else 'yes'}" for n in range(40)]
TABLE = "\n".join(["long,wide,kind", *ROWS]) + "\n"
WIDE = ",".join(f"c{n}" for n in range(5000)) + "\n" + ",".join("1" * 5000) + "\n"
LARGE = "a,b,c,id\n" + "".join(
    f"{n % 97}.25,{'red' if n % 3 else 'blue'},{'no' if n % 97 < 48 else 'yes'},r{n}-{'x' * 80}\n"
    for n in range(100_000)
)

LEARNED = "40 rows, 2 inputs, 2 outputs"

NASTY: dict[str, tuple[bytes, str]] = {
    "plain": (TABLE.encode(), LEARNED),
    "BOM": (TABLE.encode("utf-8-sig"), LEARNED),
    "CRLF": (TABLE.replace("\n", "\r\n").encode(), LEARNED),
    "CR only": (TABLE.replace("\n", "\r").encode(), LEARNED),
    "UTF-16": (TABLE.encode("utf-16"), LEARNED),
    "UTF-16 without a mark": (TABLE.encode("utf-16-le"), LEARNED),
    "UTF-16, the other way round": (TABLE.encode("utf-16-be"), LEARNED),
    "latin-1": (TABLE.replace("yes", "oui, là").replace("oui, ", "").encode("latin-1"), LEARNED),
    "no header": ("\n".join(ROWS).encode(), LEARNED),
    "semicolons and decimal commas": (
        TABLE.replace(",", ";").replace("3;", "3,5;").encode(),
        LEARNED,
    ),
    "tabs": (TABLE.replace(",", "\t").encode(), LEARNED),
    "quotes with separators and line breaks in them": (
        TABLE.replace("yes", '"yes, ""really""\nyes"').encode(),
        LEARNED,
    ),
    "white space": (TABLE.replace(",", " , ").encode(), LEARNED),
    "empty lines": (TABLE.replace("\n", "\n\n").encode(), LEARNED),
    "a separator at each end": (TABLE.replace("\n", ",\n").encode(), LEARNED),
    "the same name twice": (TABLE.replace("wide", "long").encode(), LEARNED),
    "no names": (TABLE.replace("long,wide,kind", ",,").encode(), LEARNED),
    "ragged rows": (
        TABLE.encode() + b"1\n1,2,3,4\n",
        "2 rows can’t be used (line 42: too few fields: 1 field instead of 3; and so on): leave "
        "such rows out, or mend the table.",
    ),
    "missing values": (
        TABLE.encode() + b"?,2,no\n1,,no\n1,2,NA\n",
        "3 rows can’t be used (line 42: “long” is missing; and so on): leave such rows out, or "
        "mend the table.",
    ),
    "mixed types": (
        TABLE.encode() + b"1,two,no\n",
        "1 row can’t be used (line 42: “wide” should be a number, not “two”): leave such rows "
        "out, or mend the table.",
    ),
    "comments above": (
        b"# measured in May\n# by Anna\n" + TABLE.encode(),
        "2 rows can’t be used (line 1: too few fields: 1 field instead of 3; and so on): leave "
        "such rows out, or mend the table.",
    ),
    "thousands with commas": (
        "\n".join(["a,b", *[f'"{n % 9 + 1},{500 + n}",{"xy"[n % 2]}' for n in range(80)]]).encode(),
        "“a” has 80 different values, and at most 50 can become inputs: leave this column out.",
    ),
    "one class": (
        TABLE.replace("no", "yes").encode(),
        "“kind” is “yes” in every row: that is nothing to learn.",
    ),
    "one row": (b"1,2,a\n", "“column 3” is “a” in every row: that is nothing to learn."),
    "one column": (
        b"a\n1\n2\n3\n",
        "There must be a column to learn from whose values differ, beside the one to predict.",
    ),
    "header only": (
        b"long,wide,kind\n",
        "“column 3” is “kind” in every row: that is nothing to learn.",
    ),
    "empty": (b"", "There is nothing in this table."),
    "only line breaks": (b"\n\r\n\n", "There is nothing in this table."),
    "binary rubbish": (Random(1).randbytes(5000), "This is no text, so it can’t be a table."),
    "NUL bytes": (
        TABLE.replace("yes", "y\0s").encode(),
        "This is no text, so it can’t be a table.",
    ),
    "a spreadsheet’s own file": (
        b"PK\x03\x04\x14\x00\x06\x00" + Random(2).randbytes(500),
        "This is a spreadsheet’s own file, or another zip, and no text: save the table as CSV "
        "first.",
    ),
    "a quotation mark that never closes": (
        TABLE.encode() + b'1,"2,no\n' + b"1,2,no\n" * 9,
        "Line 42: a quotation mark that opens there is never closed.",
    ),
    "5,000 columns": (WIDE.encode(), "This table has 5,000 columns; 1,000 are the most."),
    "200,001 rows": (b"1,2\n" * 200_001, "This table has too many rows: 200,000 are the most."),
    "100,000 rows in 10 MB": (LARGE.encode(), "100000 rows, 3 inputs, 2 outputs"),
}


def outcome(data: bytes) -> str:
    """Upload a file in parts, and learn its last usable column.

    Returns the numbers of rows, inputs and outputs, or the sentence that refuses the file.
    """
    bridge = Bridge()

    def ask(op: str, **fields: Any) -> dict[str, Any]:
        answer: dict[str, Any] = bridge.handle({"op": op, **fields})
        return answer

    for at in range(0, max(1, len(data)), 1 << 18):
        ask("table_part", part=data[at : at + (1 << 18)], first=at == 0)
    while True:
        answer = ask("table")
        if "error" in answer:
            return str(answer["error"])
        report = answer["answer"]["report"]
        if report:
            break
    names = [column["name"] for column in report["columns"] if column["kind"] != "empty"]
    unusable = ["id"] if "id" in names else []
    predict = [name for name in names if name not in unusable][-1]
    answer = ask("load_table", predict=predict, without=unusable)
    if "error" in answer:
        return str(answer["error"])
    now = to_plain(ask("train", steps=2)["snapshot"])
    assert now["step"] == 2
    return (
        f"{now['task']['count']} rows, {len(now['inputs'])} inputs, {len(now['targets'])} outputs"
    )


@pytest.mark.parametrize(("data", "expected"), NASTY.values(), ids=NASTY)
def test_a_nasty_file_is_learned_or_refused_in_a_clear_sentence(data: bytes, expected: str) -> None:
    assert outcome(data) == expected


def test_there_are_thirty_of_them_and_one_has_10_megabytes() -> None:
    assert len(NASTY) >= 30
    assert max(len(data) for data, _ in NASTY.values()) > 10_000_000
