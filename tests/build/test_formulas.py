"""Test that the LaTeX the core makes at run time can be typeset."""

import html
from itertools import product

from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import TEMML
from buildtools.page.typeset import typeset
from learnscope.exercises.check_answer import check
from learnscope.matrices.layer_formulas import backward_formulas, forward_formulas
from tests.core.pencil import places
from tests.core.test_session import session_with
from tests.core.test_worksheet import exercises, sheets


def test_every_formula_of_worksheets_and_solutions_is_good_latex() -> None:
    formulas: set[str] = set()
    for network, sheet in sheets():
        formulas |= {
            *sheet["rules"],
            *(c["label"] for table in sheet["tables"] for c in table["columns"]),
        }
        formulas |= {each["label"] for each in sheet["values"] + sheet["given"]}
        formulas |= {each[part] for each in exercises(sheet) for part in ("question", "solution")}
        state = session_with(network).state
        for place, quantity in places(network)[:12]:
            formulas.add(str(check(state, place, quantity, 0).solution["latex"]))
    assert len(formulas) > 2000
    page = "".join(f'<span class="tex">{html.escape(latex)}</span>' for latex in sorted(formulas))
    assert typeset(page, obtain(TEMML)).count("<math") == len(formulas)


def test_every_formula_of_a_layers_matrices_is_good_latex() -> None:
    formulas: set[str] = set()
    for layer, many in product((1, 2), (False, True)):
        for symbol in ("σ", "ReLU"):
            lines = (
                *forward_formulas(layer, symbol, many),
                *backward_formulas(layer, 2, symbol, many),
            )
            formulas |= {line.latex for line in lines}
    page = "".join(f'<span class="tex">{html.escape(latex)}</span>' for latex in sorted(formulas))
    assert typeset(page, obtain(TEMML)).count("<math") == len(formulas) > 20
