"""Read the figure by the attributes that other programs rely on."""

from typing import Any

from playwright.sync_api import Locator, Page

from learnscope.common.formatting import shown
from tests.site.support.plain import plainly

PLACES = {
    "input": "[data-kind=input][data-index='1']",
    "target": "[data-kind=target][data-index='2']",
    "weight": "[data-kind=weight][data-layer='2'][data-index='1'][data-from='0']",
    "bias": "[data-kind=bias][data-layer='1'][data-index='1']",
    "learning rate": "[data-place=learning-rate]",
}
"""Selectors of one field of each kind."""

SETTLED = "learnscope.request({op: 'snapshot'})"
"""Wait until earlier requests are done, and end any animation (JavaScript)."""


def field(page: Page, kind: str) -> Locator:
    """Find the field of a kind in ``PLACES``."""
    return page.locator(PLACES[kind])


def value_of(snapshot: dict[str, Any], kind: str) -> float:
    """Return the number of a kind in ``PLACES``."""
    value: float = {
        "input": lambda s: s["inputs"][1],
        "target": lambda s: s["targets"][2],
        "weight": lambda s: s["layers"][1]["weights"][1][0],
        "bias": lambda s: s["layers"][0]["biases"][1],
        "learning rate": lambda s: s["learning_rate"],
    }[kind](snapshot)
    return value


READ = """() => [...document.querySelectorAll('#figure [data-kind]')].map(element => ({
  kind: element.dataset.kind,
  layer: Number(element.dataset.layer ?? 0),
  index: Number(element.dataset.index ?? 0),
  from: Number(element.dataset.from ?? -1),
  value: element.dataset.value === undefined ? null : Number(element.dataset.value),
  text: element.value ?? element.querySelector('.activation, .guess, .cost').textContent,
  z: element.querySelector('.z')?.textContent ?? null,
  delta: element.querySelector('.delta')?.textContent ?? null,
  old: element.closest('.label')?.querySelector('.old').textContent ?? null,
  change: element.closest('.label')?.querySelector('.change').textContent ?? null,
  waiting: element.dataset.waiting !== undefined || element === document.activeElement,
}))"""
"""List every number in the figure, with its text (JavaScript)."""


def read(page: Page) -> list[dict[str, Any]]:
    """List every number in the figure, with its text."""
    things: list[dict[str, Any]] = plainly(page, READ)
    return things


def expected(snapshot: dict[str, Any], thing: dict[str, Any]) -> float | None:
    """Return the snapshot's number for a thing in the figure."""
    index, layer = thing["index"], thing["layer"]
    of = snapshot["layers"][layer - 1] if layer else None
    match thing["kind"]:
        case "input":
            return snapshot["inputs"][index]
        case "target":
            return snapshot["targets"][index]
        case "guess":
            return snapshot["guess"] and snapshot["guess"][index]
        case "cost":
            return snapshot["cost_value"]
        case "weight":
            assert of
            return of["weights"][index][thing["from"]]
        case "bias":
            assert of
            return of["biases"][index]
        case _:
            assert of
            return of["a"] and of["a"][index]


def text_of(thing: dict[str, Any]) -> str:
    """Write a thing's number as the figure must."""
    if thing["value"] is None:
        return "—"
    text = shown(thing["value"])
    if thing["kind"] in ("input", "target") and "." in text and "e" not in text:
        return text.rstrip("0").rstrip(".")
    return text


def assert_true(page: Page) -> None:
    """Check that the figure shows just the latest snapshot, rounded as it should be."""
    snapshot = plainly(page, "() => learnscope.snapshot()")
    for thing in read(page):
        assert thing["value"] == expected(snapshot, thing), thing
        symbol = ""
        if thing["kind"] == "neuron":
            symbol = snapshot["layers"][thing["layer"] - 1]["symbol"] + " "
        if not thing["waiting"]:
            assert thing["text"] == symbol + text_of(thing), thing
        if thing["kind"] == "neuron":
            assert (thing["z"], thing["delta"]) == sums(snapshot, thing), thing
        if thing["kind"] in ("weight", "bias"):
            assert (thing["old"], thing["change"]) == moves(snapshot, thing), thing


def sums(snapshot: dict[str, Any], thing: dict[str, Any]) -> tuple[str, str]:
    """Write what a neuron must show in and above it.

    It is z and δ, or the sum that is growing to be one of them.
    """
    layer, index, walk = thing["layer"], thing["index"], snapshot["walk"]
    z, delta = (part(snapshot, thing, name, index) for name in ("z", "delta"))
    partial = walk and walk["partial"]
    adding = ""
    if partial and (partial["layer"], partial["index"]) == (layer, index):
        adding = f"Σ {shown(partial['value'])}"
    going = walk and walk["kind"]
    return (
        shown(z) if z is not None else (adding if going == "forward" else "") or "—",
        f"δ {shown(delta)}" if delta is not None else adding if going == "backprop" else "",
    )


def moves(snapshot: dict[str, Any], thing: dict[str, Any]) -> tuple[str, str]:
    """Write what must stand above and below a weight or bias: old value and change."""
    names, place = ("biases_before", "biases_change"), [thing["index"]]
    if thing["kind"] == "weight":
        names, place = ("weights_before", "weights_change"), [thing["index"], thing["from"]]
    before, change = (part(snapshot, thing, name, *place) for name in names)
    old = f"{shown(before)} →" if before is not None and snapshot["walk"] else ""
    by = "" if change is None else f"+{shown(change)}" if change > 0 else shown(change)
    return old, by


def part(snapshot: dict[str, Any], thing: dict[str, Any], name: str, *place: int) -> float | None:
    """Return a number of the thing's layer, or None if it is not there."""
    value = snapshot["layers"][thing["layer"] - 1][name]
    for index in place:
        value = None if value is None else value[index]
    number: float | None = value
    return number
