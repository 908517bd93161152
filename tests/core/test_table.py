"""Check that any table becomes a dataset or one clear sentence."""

import csv
import time
from io import StringIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.datasets.dataset import Dataset
from learnscope.datasets.table.encoding import decoded
from learnscope.datasets.table.parser import read_table, reading
from learnscope.datasets.table.table import Table
from learnscope.datasets.table.to_dataset import dataset_of


def kinds(table: Table) -> str:
    """List the kinds of the columns, such as "number number text"."""
    return " ".join(column.kind for column in table.columns)


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def cells(table: Table) -> list[list[Any]]:
    """List the table's rows: numbers, texts, and None for missing values."""
    columns = [
        [
            None if np.isnan(v) else column.texts[int(v)] if column.kind == "text" else v
            for v in column.values
        ]
        for column in table.columns
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def bad(table: Table) -> list[str]:
    """List the bad rows, as a visitor reads about them."""
    return [f"{line}: {reason}" for line, reason in table.faults(most=10**6).first]


# -- nasty files: text; layout (separator, decimal, header); kinds; rows; bad rows

FLOWERS = "a,b,kind\n1,2,x\n3,4,y\n"

NASTY: dict[str, tuple[str, str, str, int, list[str]]] = {
    "plain": (FLOWERS, ",.h", "number number text", 2, []),
    "no newline at the end": (FLOWERS[:-1], ",.h", "number number text", 2, []),
    "BOM": ("\ufeff" + FLOWERS, ",.h", "number number text", 2, []),
    "CRLF": (FLOWERS.replace("\n", "\r\n"), ",.h", "number number text", 2, []),
    "CR": (FLOWERS.replace("\n", "\r"), ",.h", "number number text", 2, []),
    "empty lines": ("\n\n" + FLOWERS + "\n\n5,6,x\n\n", ",.h", "number number text", 3, []),
    "no header": ("1,2,x\n3,4,y\n", ",.-", "number number text", 2, []),
    "semicolons": (FLOWERS.replace(",", ";"), ";.h", "number number text", 2, []),
    "tabs": (FLOWERS.replace(",", "\t"), "\t.h", "number number text", 2, []),
    "decimal commas": ("a;b\n1,5;2,25\n3;4,0\n", ";,h", "number number", 2, []),
    "decimal commas in tabs": ("1,5\t2,25\n3\t4,0\n", "\t,-", "number number", 2, []),
    "decimal commas in quotes": ('"1,5","2,25"\n"3","4,0"\n', ",,-", "number number", 2, []),
    "thousands are no decimals": (
        'a,b\n"1,234",1\n"5,678",2\n',
        ",.h",
        "text number",
        2,
        [],
    ),
    "quotes": ('a,b\n"x, ""y""",1\n"z\nz",2\n', ",.h", "text number", 2, []),
    "spaces": ('a, b\n 1 , 2 \n3,  "4"\n', ",.h", "number number", 2, []),
    "separator at each end": ("a,b,\n1,2,\n3,4,\n", ",.h", "number number empty", 2, []),
    "separator at the end of rows only": ("a,b\n1,2,\n3,4,\n", ",.h", "number number", 2, []),
    "too few and too many": (
        "a,b\n1,2\n3\n4,5,6\n7,8\n",
        ",.h",
        "number number",
        2,
        ["3: too few fields: 1 field instead of 2", "4: too many fields: 3 fields instead of 2"],
    ),
    "a title above": (
        "Flowers of 1936\n\na,b\n1,2\n3,4\n",
        ",.h",
        "number number",
        2,
        ["1: too few fields: 1 field instead of 2"],
    ),
    "missing": (
        "a,b\n1,\n?,2\n3,NA\n4,5\n6,7\n",
        ",.h",
        "number number",
        5,
        ["2: “b” is missing", "3: “a” is missing", "4: “b” is missing"],
    ),
    "not a number": (
        "a,b\n1,1\n2,2\nthree,3\n4,4\n5,5\n6,inf\n",
        ",.h",
        "number number",
        6,
        ["4: “a” should be a number, not “three”", "7: “b” should be a number, not “inf”"],
    ),
    "a column half of numbers": ("a,b\n1,1\nx,2\n3,3\ny,4\n", ",.h", "text number", 4, []),
    "programmers' numbers": (
        "1,1_000\n2,1_000\n3,0x10\n4,1_1\n",
        ",.-",
        "number text",
        4,
        [],
    ),
    "scientific": ("a,b\n1e3,-1.5E-3\n+.5,−2\n", ",.h", "number number", 2, []),
    "too large": (
        "1,1\n2,2\n3,3\n4,4\n5,1e999\n",
        ",.-",
        "number number",
        5,
        ["5: “column 2” should be a number, not “1e999”"],
    ),
    "an empty column": ("a,b,c\n1,,2\n3,,4\n", ",.h", "number empty number", 2, []),
    "names twice and none": ("a,,a\n1,2,3\n4,5,6\n", ",.h", "number number number", 2, []),
    "all text with a header": ("a,b\nx,y\ny,x\n", ",.h", "text text", 2, []),
    "all text without": ("x,y\ny,x\nx,x\n", ",.-", "text text", 3, []),
    "one row": ("1,2,3", ",.-", "number number number", 1, []),
    "one column": ("a\n1\n2\n", "\t.h", "number", 2, []),
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_file_is_read_as_a_person_would(name: str) -> None:
    text, layout, expected, rows, faults = NASTY[name]
    table = read_table(text)
    found = table.layout
    assert found.separator + found.decimal + ("h" if found.header else "-") == layout
    assert kinds(table) == expected
    assert len(table) == rows
    assert bad(table) == faults


def test_the_values_are_those_of_the_file() -> None:
    assert cells(read_table(FLOWERS)) == [[1, 2, "x"], [3, 4, "y"]]
    assert cells(read_table(NASTY["decimal commas"][0])) == [[1.5, 2.25], [3, 4]]
    assert cells(read_table(NASTY["quotes"][0])) == [['x, "y"', 1], ["z\nz", 2]]
    assert cells(read_table(NASTY["missing"][0]))[:3] == [[1, None], [None, 2], [3, None]]
    assert cells(read_table(NASTY["scientific"][0])) == [[1000, -0.0015], [0.5, -2]]


def test_columns_have_a_name_each() -> None:
    assert names(read_table(NASTY["names twice and none"][0])) == ["a", "column 2", "a (2)"]
    assert names(read_table("1,2\n3,4")) == ["column 1", "column 2"]


def test_what_is_given_is_not_guessed() -> None:
    years = "2015,2016\n1,2\n3,4\n"
    assert len(read_table(years)) == 3
    assert names(read_table(years, header=True)) == ["2015", "2016"]
    assert len(read_table(FLOWERS, header=False)) == 3
    assert cells(read_table("1,5;2,5\n3,5;4,5", separator=";", decimal=".")) == [
        ["1,5", "2,5"],
        ["3,5", "4,5"],
    ]
    assert read_table("1,5;2,5\n3,5;4,5", separator=",").layout.width == 3


def test_a_report_is_plain_data() -> None:
    assert read_table("a;b;c\n1,5;x;\n2,5;y;3\n4;;5\n").report() == {
        "rows": 3,
        "separator": "semicolon",
        "decimal": "comma",
        "header": True,
        "columns": [
            {"name": "a", "kind": "number", "distinct": 3},
            {"name": "b", "kind": "text", "distinct": 2},
            {"name": "c", "kind": "number", "distinct": 2},
        ],
        "bad": 2,
        "bad_rows": [
            {"line": 2, "reason": "“c” is missing"},
            {"line": 4, "reason": "“b” is missing"},
        ],
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing in this table."),
        ("\n\n\r\n", "There is nothing in this table."),
        ("\ufeff", "There is nothing in this table."),
        ("PK\x03\x04\x14\x00,a\n1,2", "This is no text, so it can’t be a table."),
        (
            'a,b\n1,"2\n' + "3,4\n" * 50_000,
            "Line 2: a quotation mark that opens there is never closed.",
        ),
        ('a,b\n1,2\n5,"6\n7,8\n', "Line 3: a quotation mark that opens there is never closed."),
        (",".join("1" * 1001), "This table has 1,001 columns; 1,000 are the most."),
        ("1,2\n" * 200_001, "This table has too many rows: 200,000 are the most."),
        ("1" * 25_000_001, "This table is too long: 25,000,000 characters are the most."),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Problem) as caught:
        read_table(text)
    assert str(caught.value) == sentence


def test_a_header_alone_is_no_data() -> None:
    with pytest.raises(Problem, match="no row of data"):
        read_table("a,b\n", header=True)


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [({"separator": "|"}, "The separator must be one of"), ({"decimal": "'"}, "The decimal sign")],
)
def test_a_layout_that_is_none_is_refused(given_: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        read_table(FLOWERS, **given_)


# -- files


def test_a_file_may_be_encoded_as_editors_and_spreadsheets_do() -> None:
    text = "länge;farbe\n1,5;grün\n2,5;rosé\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert cells(read_table(decoded(text.encode(encoding)).text)) == [
            [1.5, "grün"],
            [2.5, "rosé"],
        ]


@given(st.binary(max_size=200))
def test_any_bytes_make_a_table_or_a_problem(data: bytes) -> None:
    made_or_refused(lambda: read_table(decoded(data).text))


# -- arbitrary text


def made_or_refused(make: Any) -> Any:
    """Return what `make` returns, or None after a Problem that is a sentence."""
    try:
        return make()
    except Problem as problem:
        assert str(problem)[-1] in ".?"
        assert "\n" not in str(problem)
        return None


tricky = st.text(alphabet="01.,;\t\"'\n\r -aeExNA?_", max_size=120)


@given(tricky | st.text(max_size=80))
def test_any_text_makes_a_table_and_a_dataset_or_a_problem(text: str) -> None:
    table = made_or_refused(lambda: read_table(text))
    if table is None:
        return
    assert table.faults().total >= len(table.ragged)
    for column in table.columns:
        assert column.values.shape == (len(table),)
        for leave_out in (False, True):
            made = made_or_refused(lambda: dataset_of(table, column.name, leave_out))  # noqa: B023
            assert made is None or sound(made)


def sound(dataset: Dataset) -> bool:
    """Check that everything in a dataset fits together."""
    n = len(dataset)
    assert n > 0
    assert dataset.inputs.shape == (n, len(dataset.features))
    assert np.isfinite(dataset.inputs).all()
    assert np.isfinite(dataset.targets).all()
    if dataset.classes:
        assert dataset.targets.shape == (n, len(dataset.classes))
        assert (dataset.targets.sum(axis=1) == 1).all()
        assert dataset.targets.any(axis=0).all()
    else:
        assert dataset.targets.shape == (n, 1)
    return True


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=8)
word = words.filter(lambda w: w == w.strip()).map(lambda w: f"w{w}" if w else w)
number = st.floats(-1e99, 1e99) | st.integers(-(10**9), 10**9)


@given(
    st.data(),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
)
def test_what_pythons_csv_module_writes_is_read_back(
    data: Any, separator: str, newline: str, quoting: Any, header: bool
) -> None:
    columns = data.draw(st.lists(st.sampled_from([word, number]), min_size=2, max_size=4))
    rows = data.draw(st.lists(st.tuples(*columns), min_size=1, max_size=8))
    file = StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator=newline, quoting=quoting)
    if header:
        writer.writerow([f"c{n}" for n in range(len(columns))])
    writer.writerows(rows)
    table = read_table(file.getvalue(), separator, ".", header)
    assert (len(table), table.ragged) == (len(rows), ())
    for column, written in zip(table.columns, zip(*rows, strict=True), strict=True):
        for value, cell in zip(column.values.tolist(), written, strict=True):
            if cell == "":
                assert np.isnan(value)
            elif column.kind == "text":
                assert column.texts[int(value)] == str(cell)
            else:
                assert value == float(cell)


@given(st.lists(number, min_size=2, max_size=8))
def test_a_decimal_comma_reads_the_same_numbers(numbers: list[float]) -> None:
    points = "".join(f"1;{n!r}\n" for n in numbers)
    commas = points.replace(".", ",")
    assert cells(read_table(commas, ";", ",", False)) == cells(read_table(points, ";", ".", False))


# -- size


def test_a_hundred_thousand_rows_are_read_in_short_slices() -> None:
    row = "1.234567,-2.345678,3.456789,4.5,5,6.789012,7.890123,{},2020-01-01,9.012345,x{}\n"
    text = "a,b,c,d,e,f,g,colour,day,h,id\n" + "".join(
        row.format(("red", "blue")[n % 2], n) for n in range(100_000)
    )
    slices, shares = reading(text), []
    begun = time.process_time()
    while True:
        try:
            shares.append(next(slices))
        except StopIteration as end:
            table = end.value
            break
    assert time.process_time() - begun < 5  # about 0.7 s, but a machine may be slow and busy
    assert len(table) == 100_000
    assert len(shares) > 100
    assert shares == sorted(shares)
    assert kinds(table).split().count("number") == 8
    assert [column.distinct for column in table.columns[-4:]] == [2, 1, 1, 100_000]
    with pytest.raises(Problem, match="“id” has 100,000 different values, and at most 50 can"):
        dataset_of(table, "colour")


# -- making a dataset of it

PEOPLE = "age,city,smokes,size\n" + "".join(
    f"{20 + n},{'Ulm' if n % 3 else 'Bonn'},{'yes' if n % 2 else 'no'},{1.5 + n / 10}\n"
    for n in range(12)
)


def problem_of(text: str, predict: str | list[str], **given_: Any) -> str:
    with pytest.raises(Problem) as caught:
        dataset_of(read_table(text), predict, **given_)
    return str(caught.value)


def test_text_to_predict_becomes_classes_and_text_to_learn_from_an_input_for_each() -> None:
    made = dataset_of(read_table(PEOPLE), "smokes")
    assert made.classes == ("no", "yes")
    assert made.features == ("age", "city = Bonn", "city = Ulm", "size")
    assert made.inputs[:2].tolist() == [[20, 1, 0, 1.5], [21, 0, 1, 1.6]]
    assert made.targets[:2].tolist() == [[1, 0], [0, 1]]


def test_a_number_to_predict_stays_one_unless_it_has_few_whole_values() -> None:
    size = dataset_of(read_table(PEOPLE), "size")
    assert (size.classes, size.answers) == ((), ("size",))
    assert in_own_units(size)[1] == pytest.approx([1.6])
    codes = PEOPLE.replace("yes", "1").replace("no", "0")
    assert dataset_of(read_table(codes), "smokes").classes == ("0", "1")
    smokes = dataset_of(read_table(codes), "smokes", classes=False)
    assert in_own_units(smokes)[:2] == pytest.approx(np.array([[0.0], [1.0]]))
    assert len(dataset_of(read_table(PEOPLE), "age", classes=True).classes) == 12


def test_several_numbers_can_be_predicted_at_once_each_brought_to_one_scale() -> None:
    made = dataset_of(read_table(PEOPLE), ["age", "size"])
    assert made.answers == ("age", "size")
    assert made.features == ("city = Bonn", "city = Ulm", "smokes = no", "smokes = yes")
    assert made.targets.mean(axis=0) == pytest.approx([0, 0])
    assert made.targets.std(axis=0) == pytest.approx([1, 1])
    assert in_own_units(made)[:2] == pytest.approx(np.array([[20, 1.5], [21, 1.6]]))
    assert "text, which can only" in problem_of(PEOPLE, ["age", "city"])


def in_own_units(dataset: Dataset) -> Array:
    """Return the targets in the table's units."""
    assert dataset.target_scaling
    return dataset.target_scaling.undone(dataset.targets)


def test_columns_can_be_left_out() -> None:
    assert dataset_of(read_table(PEOPLE), "smokes", without=("city",)).features == ("age", "size")


def test_bad_rows_are_left_out_only_if_the_visitor_says_so() -> None:
    text = PEOPLE + "30,,yes,1.7\n31,Ulm\n32,Ulm,no,tall\n"
    assert problem_of(text, "smokes") == (
        "3 rows can’t be used (line 14: “city” is missing; and so on): leave such rows out, or "
        "mend the table."
    )
    assert len(dataset_of(read_table(text), "smokes", leave_out=True)) == 12
    # Unused columns may have gaps.
    used = dataset_of(read_table(text), "smokes", leave_out=True, without=("city",))
    assert len(used) == 13


@pytest.mark.parametrize(
    ("text", "predict", "given_", "sentence"),
    [
        (PEOPLE, "weight", {}, "The column to predict must be one of age, city, smokes, size, not"),
        (PEOPLE, "age", {"without": ("x",)}, "A column to leave out must be one of"),
        (PEOPLE, "city", {"classes": False}, "“city” is text, which can only be predicted as"),
        (
            "a\n1\n2\n",
            "a",
            {},
            "There must be a column to learn from whose values differ, beside the one to predict.",
        ),
        ("a,b\n1,x\n2,x\n", "b", {"classes": True}, "“b” is “x” in every row"),
        ("a,b\n1,5\n2,5\n", "b", {}, "“b” is “5” in every row: that is nothing to learn."),
        ("a,b\n1,5.5\n2,5.5\n", "b", {}, "“b” is 5.5 in every row: that is nothing to learn."),
        ("1,2\n", "column 2", {}, "“column 2” is 2 in every row: that is nothing to learn."),
        ("a,b,c\n1,,2\n3,,4\n", "b", {}, "No row has a value in every column that is used."),
        (
            "a,b\n" + "".join(f"{n},{n}\n" for n in range(60)),
            "b",
            {"classes": True},
            "“b” has 60 different values, and at most 50 classes can be told apart.",
        ),
    ],
)
def test_what_can_not_be_learned_is_said_in_a_sentence(
    text: str, predict: str, given_: dict[str, Any], sentence: str
) -> None:
    assert problem_of(text, predict, **given_).startswith(sentence)


def test_more_inputs_than_a_network_may_have_are_refused() -> None:
    row = ",".join(f"w{{0}}x{n}" for n in range(40)) + ",{0}\n"
    text = "".join(row.format(n) for n in range(30))
    assert problem_of(text, "column 41").startswith("This makes 1,200 inputs, and 1,000 are the")
