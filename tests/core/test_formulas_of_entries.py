"""Check the formulas of registry entries against their functions, and their notation."""

import numpy as np
import pytest

from learnscope.common.equation import Applied, Brackets, Derivative, Equation, equal
from learnscope.common.expression import (
    Constant,
    Expression,
    FunctionName,
    Minus,
    Number,
    Product,
    Rest,
    Sum,
    Symbol,
)
from learnscope.common.formula import at_output, exp, largest, ln, put_in, total, whether
from learnscope.common.typesetting import written
from learnscope.nn.activations import ACTIVATIONS, A, Z
from learnscope.nn.costs import A_K, COSTS, P_K, T_K, Cost


def values_put_in(formula: Expression, values: dict[str, Number]) -> float:
    return put_in(formula, lambda letter, _output: values[letter]).value()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_formulas_of_an_activation_are_its_functions(name: str) -> None:
    entry = ACTIVATIONS[name]
    assert entry.formula and entry.slope_formula
    for z in np.random.default_rng(1).uniform(-4, 4, 50):
        a, slope = (float(function(np.array(z))) for function in (entry.f, entry.f_prime))
        values = {"z": Number(z), "a": Number(a)}
        made = [values_put_in(entry.formula, values), values_put_in(entry.slope_formula, values)]
        assert made == pytest.approx([a, slope], rel=1e-9, abs=1e-12)
        assert entry.bounds is None or entry.bounds[0] <= a <= entry.bounds[1]


def worked_out(entry: Cost, formula: Expression, a: np.ndarray, t: np.ndarray, k: int) -> float:
    rows = {"a": a, "p": entry.guess(a[None])[0], "t": t}

    def named(letter: str, output: int | None) -> Expression:
        assert output is not None
        return Number(float(rows[letter][output]))

    return put_in(formula, named, len(a), k).value()


@pytest.mark.parametrize("outputs", [1, 2, 5])
@pytest.mark.parametrize("name", COSTS)
def test_the_formulas_of_a_cost_are_its_functions(name: str, outputs: int) -> None:
    entry, random = COSTS[name], np.random.default_rng(2)
    for _ in range(30):
        a, t = random.uniform(-0.5, 1.5, outputs), random.uniform(0, 1, outputs)
        k = int(random.integers(outputs))
        value = worked_out(entry, entry.formula, a, t, k)
        assert value == pytest.approx(entry.value(a[None], t[None])[0], rel=1e-9, abs=1e-9)
        slope = worked_out(entry, entry.gradient_formula, a, t, k)
        assert slope == pytest.approx(entry.gradient(a[None], t[None])[0, k], rel=1e-9, abs=1e-9)
        guess = worked_out(entry, entry.guess_formula, a, t, k)
        assert guess == pytest.approx(entry.guess(a[None])[0, k], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", COSTS)
def test_what_a_cost_says_of_itself_is_so(name: str) -> None:
    entry, random = COSTS[name], np.random.default_rng(3)
    a = random.uniform(-2, 2, (40, 4))
    guess = entry.guess(a)
    if entry.keeps_order:
        assert (guess.argmax(axis=1) == a.argmax(axis=1)).all()
    if entry.takes:
        assert entry.takes[0] <= guess.min() and guess.max() <= entry.takes[1]
    of_class = random.integers(4, size=40)
    targets = np.eye(4)[of_class]
    if entry.of_classes:
        mean = entry.value(a, targets).mean()
        assert entry.of_classes(a, of_class) == pytest.approx(mean, rel=1e-12)
    if entry.floor:
        best = np.where(targets == 1, 2.0, -2.0)
        assert entry.floor(-2, 2, 4) == pytest.approx(entry.value(best, targets).min(), rel=1e-9)
        assert (entry.value(a, targets) >= entry.floor(-2, 2, 4)).all()


AS_WRITTEN: list[tuple[Expression, str, str]] = [
    (1 / (1 + exp(-Z)), r"\frac{1}{1 + e^{-z}}", "1 / (1 + e^(−z))"),
    (A * (1 - A), "a (1 - a)", "a (1 − a)"),
    (1 - A**2, "1 - a^2", "1 − a^2"),
    (largest(0.01 * Z, Z), r"\max(0.01 z, z)", "max(0.01 z, z)"),
    (whether(Z, ">", 0), r"\left[ z > 0 \right]", "[z > 0]"),
    (-total("k", T_K * ln(P_K)), r"-\sum_k{t_k \ln p_k}", "−Σ_k t_k ln p_k"),
    (
        Constant(1) / 2 * total("k", (A_K - T_K) ** 2),
        r"\tfrac{1}{2} \sum_k{(a_k - t_k)^2}",
        "1 / 2 Σ_k (a_k − t_k)^2",
    ),
    (
        at_output(P_K * total("j", Symbol("t", "j")) - T_K, 1),
        r"p_{2} \sum_j{t_j} - t_{2}",
        "p_2 Σ_j t_j − t_2",
    ),
    (
        equal(Symbol("δ"), Product((Brackets((Symbol("w", "k"),)), Applied(
            (FunctionName("σ"), Z), is_slope=True)))),
        r"\delta = (w_k) \cdot \sigma'(z)",
        "δ = (w_k) · σ′(z)",
    ),
    (
        Equation((Symbol("w", "1,3", 2), Sum((Number(-1.5), Minus((Number(-0.25),))))), "←"),
        r"w^{(2)}_{1,3} \leftarrow -1.5000 - (-0.2500)",
        "w^(2)_1,3 ← −1.5000 − (−0.2500)",
    ),
    (Derivative((Symbol("w", "new"),)), r"\frac{\partial C}{\partial w_{\text{new}}}", "∂C/∂w_new"),
    (Number(-1.25e-7), r"-1.2 \cdot 10^{-7}", "−1.2 · 10^−7"),
    (Rest(0.5, 58), r"\underbrace{0.5000}_{\text{58 more}}", "0.5000 (58 more)"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "latex", "words"), AS_WRITTEN)
def test_a_formula_is_written_as_latex_and_in_words(
    formula: Expression, latex: str, words: str
) -> None:
    assert written(formula, on_paper=True) == (latex, words)


def test_numbers_are_linked_to_their_places() -> None:
    product = Product((Number(-0.5, "weight-1-0-0"), Number(0.9, "input-0", is_typed=True)))
    latex = r"\data{place=weight-1-0-0}{-0.5000} \cdot \data{place=input-0}{0.9}"
    assert written(product) == (latex, "−0.5000 · 0.9")
    assert product.numbers() == (-0.5, 0.9)
    assert product.value() == -0.45
