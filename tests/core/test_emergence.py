"""Test networks that read digits: damaged, compared, and guessed at."""

from collections.abc import Callable
from math import sqrt
from random import Random
from typing import Any

import numpy as np
import pytest

from learnscope.api.bridge import Bridge
from learnscope.common.errors import Problem
from learnscope.demos import ablation, registry
from learnscope.demos.ablation_demo import AblationDemo
from learnscope.demos.digit_data import answers, pictures, right
from learnscope.demos.guess_demo import GuessDemo, by_chance
from learnscope.demos.permutation import moved, reordered
from learnscope.demos.pretrained import PretrainedNetworks
from learnscope.demos.seeds_demo import SEEDS, SeedsDemo
from learnscope.figure.places import place_of
from learnscope.nn import network as networks
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.network import Network
from learnscope.protocol.queries import DEMOS
from learnscope.session.snapshot import to_plain
from tests.operations import ALL

HIDDEN = 16


@pytest.fixture(scope="module")
def pretrained() -> PretrainedNetworks:
    """Train all networks."""
    trained = PretrainedNetworks()
    trained.train(SEEDS, 60)
    assert trained.has(SEEDS)
    return trained


@pytest.fixture
def network(pretrained: PretrainedNetworks) -> Network:
    return pretrained.network(1)


@pytest.fixture
def cutting(pretrained: PretrainedNetworks) -> AblationDemo:
    figure = AblationDemo(pretrained)
    while not figure.look()["ready"]:
        figure.prepare()
    return figure


# -- training


@pytest.mark.parametrize("seed", SEEDS)
def test_every_network_reads_digits_it_has_never_seen(
    pretrained: PretrainedNetworks, seed: int
) -> None:
    assert 0.965 < right(pretrained.network(seed)) / len(pictures().digits) < 0.995


def test_a_network_grows_the_same_in_slices_as_in_one_go(network: Network) -> None:
    slow, slices, shares = PretrainedNetworks(), 0, [0.0]
    while not slow.has([1]):
        slow.train([1], 0.005)
        shares.append(slow.share([1]))
        slices += 1
    assert slices > 1
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert moved(network, slow.network(1)) == 0


# -- ablation


def brute(network: Network, place: str) -> int:
    """Count right answers by brute force, with the weight at one place set to 0."""
    which = ablation.of_place(place_of(place, network, 64), network)
    weights = ablation.connections(network)
    assert which.sum() == 1
    weights[which] = 0.0
    cut = ablation.with_connections(network, weights)
    guess = networks.forward(cut, pictures().test)[-1].a.argmax(axis=1)
    return int((guess == pictures().digits).sum())


def test_what_each_connection_is_worth_alone_is_what_cutting_it_shows(
    network: Network, cutting: AblationDemo
) -> None:
    alone, before = cutting.look()["alone"], cutting.look()["before"]
    random = Random(1)
    for _ in range(60):
        neuron, pixel, digit = random.randrange(16), random.randrange(64), random.randrange(10)
        into = brute(network, f"weight-1-{neuron}-{pixel}")
        assert alone[neuron * 64 + pixel] == into - before
        out_of = brute(network, f"weight-2-{digit}-{neuron}")
        assert alone[1024 + digit * 16 + neuron] == out_of - before
    assert cutting.look()["harmless"] == (alone >= 0).sum()
    assert cutting.look()["worst"] == -alone.min() > 0


def test_most_connections_can_be_cut_alone_without_losing_an_answer(cutting: AblationDemo) -> None:
    assert cutting.look()["harmless"] > 0.85 * 1184
    assert cutting.look()["worst"] < 0.03 * cutting.look()["of"]


def test_cutting_is_counted_and_mending_undoes_it(cutting: AblationDemo, network: Network) -> None:
    whole = to_plain(cutting.look())
    cutting.cut("weight-1-3-20")
    now = cutting.look()
    assert now["weights"][3 * 64 + 20] == 0
    assert now["touched_count"] == 1
    assert now["right"] == brute(network, "weight-1-3-20")
    cutting.cut("neuron-1-5")
    assert cutting.look()["touched_count"] == 1 + 64 + 10
    assert cutting.look()["otherwise"] > 0
    cutting.mend("weight-1-3-20")
    assert cutting.look()["touched_count"] == 74
    cutting.mend()
    assert to_plain(cutting.look()) == whole


def test_a_neuron_that_is_cut_says_nothing_any_more(
    network: Network, cutting: AblationDemo
) -> None:
    cutting.cut("neuron-1-5")
    cut = ablation.with_connections(network, cutting.look()["weights"])
    assert not cut[1].weights[:, 5].any()
    assert not cut[0].weights[5].any()
    assert moved(network, cut) == 74


def test_shaking_pushes_by_about_the_size_of_the_weights(network: Network) -> None:
    every = np.ones(1184, dtype=bool)
    pushes = ablation.shaken(network, every, Random(1)) - ablation.connections(network)
    for part, layer in ((pushes[:1024], network[0]), (pushes[1024:], network[1])):
        assert part.std() == pytest.approx(layer.weights.std(), rel=0.15)
    one = ablation.of_place(place_of("weight-2-3-4", network, 64), network)
    assert (
        (ablation.shaken(network, one, Random(1)) != ablation.connections(network)) == one
    ).all()


def test_curves_begin_with_the_whole_network_and_end_at_chance(cutting: AblationDemo) -> None:
    while not cutting.look()["curves"]["done"]:
        cutting.curves()
    curves, before = cutting.look()["curves"], cutting.look()["before_share"]
    assert (curves["cut"][0], curves["cut"][-1]) == (0, 1)
    for name in ablation.ORDERS:
        assert curves[name][0] == before
        assert curves[name][-1] == pytest.approx(0.1, abs=0.01)
    tenth, half = 4, 20
    assert curves["smallest"][half] > 0.9  # as the explanation says
    assert curves["largest"][tenth] < 0.5
    assert curves["smallest"].mean() > curves["random"].mean() > curves["largest"].mean()


def test_another_seed_cuts_in_another_random_order_only(cutting: AblationDemo) -> None:
    drawn: list[Any] = []
    for seed in (0, 1, 0):
        cutting.curves(seed)
        while not cutting.look()["curves"]["done"]:
            cutting.curves()
        drawn.append(to_plain(cutting.look()["curves"]))
    assert drawn[0] == drawn[2]
    assert drawn[0]["random"] != drawn[1]["random"]
    assert drawn[0]["largest"] == drawn[1]["largest"]
    weights = np.array([0.5, -0.1, -2.0])
    assert ablation.order(weights, "smallest", 0).tolist() == [1, 0, 2]
    assert ablation.order(weights, "largest", 0).tolist() == [2, 0, 1]


@pytest.mark.parametrize("place", ["bias-1-0", "neuron-2-0", "cost", "weight-1-16-0", "", None, 3])
def test_what_is_no_connection_can_not_be_cut(cutting: AblationDemo, place: object) -> None:
    before = to_plain(cutting.look())
    for verb in (cutting.cut, cutting.shake):
        with pytest.raises(Problem):
            verb(place)
    assert to_plain(cutting.look()) == before


def test_nothing_can_be_cut_before_the_network_is_there() -> None:
    with pytest.raises(Problem, match="still learning"):
        AblationDemo(PretrainedNetworks()).cut("weight-1-0-0")


# -- seeds


def test_networks_agree_in_what_they_do_and_not_in_their_numbers(
    pretrained: PretrainedNetworks,
) -> None:
    shown = SeedsDemo(pretrained).look()
    table = shown["agreement"].reshape(len(SEEDS), len(SEEDS))
    found = [answers(pretrained.network(seed)) for seed in SEEDS]
    assert table[1, 4] == np.mean(found[1] == found[4])
    assert (table == table.T).all()
    assert (table.diagonal() == 1).all()
    assert 0.96 < shown["least_agreement"] == table.min()
    assert max(map(abs, shown["likeness"])) < 0.2
    assert all(0.965 < share < 0.995 for share in shown["right_shares"])


def test_swapped_neurons_take_all_their_numbers_along_and_change_nothing(
    pretrained: PretrainedNetworks, network: Network
) -> None:
    figure = SeedsDemo(pretrained)
    figure.swap(2, 7)
    twin = figure.look()["twin"]
    assert twin["moved"] == 2 * (64 + 1 + 10)
    assert twin["numbers"] == 64 * 16 + 16 + 16 * 10 + 10
    assert twin["pictures"].reshape(HIDDEN, 64)[2].tolist() == network[0].weights[7].tolist()
    assert twin["outgoing"].reshape(HIDDEN, 10)[7].tolist() == network[1].weights[:, 2].tolist()
    assert twin["difference"] < 1e-12
    assert twin["otherwise"] == 0
    figure.swap(2, 7)
    assert figure.look()["twin"]["moved"] == 0
    assert figure.look()["twin"]["difference"] == 0


def test_shuffled_neurons_all_move_and_only_rounding_tells(pretrained: PretrainedNetworks) -> None:
    figure = SeedsDemo(pretrained)
    for seed in range(20):
        figure.shuffle(seed)
        twin = figure.look()["twin"]
        assert sorted(twin["order"]) == list(range(HIDDEN))
        assert all(place != number for place, number in enumerate(twin["order"]))
        assert twin["moved"] == 1210 - 10  # all but the output biases
        assert 0 < twin["difference"] < 1e-12
        assert twin["unlike"] > 0
        assert twin["otherwise"] == 0
    figure.restore()
    assert figure.look()["twin"]["order"] == list(range(HIDDEN))


def test_the_same_holds_for_any_network_by_the_plain_forward() -> None:
    network = networks.random_network((64, HIDDEN, 10), 5, ACTIVATIONS["tanh"])
    twin = reordered(network, np.array(Random(3).sample(range(HIDDEN), HIDDEN)))
    before, after = (networks.forward(each, pictures().test)[-1].a for each in (network, twin))
    assert np.abs(before - after).max() < 1e-12
    assert moved(network, twin) > 1000


@pytest.mark.parametrize("pair", [(0, 0), (-1, 2), (0, 16), (0.5, 1), (None, 1), ("0", 1)])
def test_neurons_that_can_not_be_swapped_are_refused(
    pretrained: PretrainedNetworks, pair: Any
) -> None:
    with pytest.raises(Problem):
        SeedsDemo(pretrained).swap(*pair)


# -- guessing

STRATEGIES: dict[str, Callable[[float, float], bool]] = {
    "larger": lambda left, right: left > right,
    "smaller": lambda left, right: left < right,
    "further from 0": lambda left, right: abs(left) > abs(right),
    "closer to 0": lambda left, right: abs(left) < abs(right),
    "left if it is positive": lambda left, _right: left > 0,
    "always left": lambda _left, _right: True,
    "by the digits": lambda left, right: hash((left, right)) % 2 == 0,
}
"""Guessing strategies: whether to say left, given the two numbers."""

ROUNDS = 10_000


@pytest.mark.parametrize("name", STRATEGIES)
def test_no_way_of_reading_the_numbers_beats_the_coin(
    pretrained: PretrainedNetworks, name: str
) -> None:
    game, won = GuessDemo(pretrained, Random(name)), 0
    for _ in range(ROUNDS):
        game.next()
        left, second = (each[0].weights for each in game.networks())
        at = game._round.neuron, game._round.pixel
        side = "left" if STRATEGIES[name](left[at], second[at]) else "right"
        won += side != ("left", "right")[game._round.spoilt]
    assert abs(won - ROUNDS / 2) < 3.9 * sqrt(ROUNDS) / 2  # a fair game fails once in 10,000


def test_the_numbers_that_are_shown_are_the_same_whichever_is_spoilt(
    pretrained: PretrainedNetworks,
) -> None:
    """Check why nothing beats a coin: the display does not depend on the outcome."""
    for seed in range(50):
        game = GuessDemo(pretrained, Random(seed))
        for each, of in zip(game.networks(), game._round.seeds, strict=True):
            whole = pretrained.network(of)
            assert (each[0].weights == whole[0].weights).all()
        bad = game.networks()[game._round.spoilt]
        good = pretrained.network(game._round.seeds[game._round.spoilt])
        assert np.sort(bad[1].weights, axis=1).tolist() == np.sort(good[1].weights, axis=1).tolist()


def test_the_good_one_is_good_the_bad_one_bad_and_both_are_told_after_the_guess(
    pretrained: PretrainedNetworks,
) -> None:
    for seed in range(50):
        game = GuessDemo(pretrained, Random(seed))
        assert game.look()["verdict"] is None
        game.guess("left")
        verdict = game.look()["verdict"]
        left, second = verdict["shares"]
        assert (verdict["better"] == "left") == verdict["right"] == (left > second)
        assert max(left, second) > 0.96
        assert min(left, second) < 0.5
        assert game.look()["score"]["asked"] == 1
        with pytest.raises(Problem, match="has been guessed"):
            game.guess("left")


def test_the_score_is_taken_up_from_what_was_kept_and_goes_on(
    pretrained: PretrainedNetworks,
) -> None:
    game = GuessDemo(pretrained, Random(1))
    game.prepare(asked=10, right=4)
    game.guess("right")
    score = game.look()["score"]
    assert score["asked"] == 11
    assert score["right"] in (4, 5)
    game.next()
    assert game.look()["score"] == score
    for asked, told in ((3, 4), (-1, 0), ("a", 0), (10**9, 0), (None, 3)):
        with pytest.raises(Problem):
            game.next(asked, told)


def exactly(asked: int, low: int, high: int) -> float:
    """Compute the probability that a fair coin gives low to high heads."""
    ways = [1]
    for _ in range(asked):
        ways = [a + b for a, b in zip([0, *ways], [*ways, 0], strict=True)]
    return sum(ways[low : high + 1]) / 2**asked


@pytest.mark.parametrize("asked", [0, 1, 2, 3, 5, 6, 7, 20, 33, 100])
def test_the_band_of_chance_is_the_narrowest_that_holds_19_of_20_coins(asked: int) -> None:
    low, high = by_chance(asked)
    assert low + high == asked
    assert exactly(asked, low, high) >= 0.95
    if high - low >= 2:
        assert exactly(asked, low + 1, high - 1) < 0.95


# -- through the bridge


def test_the_bridge_knows_every_figure_and_the_fields_of_its_actions() -> None:
    assert set(DEMOS) == set(registry.DEMOS)
    everything = registry.Demos()
    for name in DEMOS:
        fields = ALL[name]
        actions = everything.demo(name).ACTIONS
        used = {field for action in actions.values() for field in action.fields}
        assert {field.rstrip("?") for field in fields} == used | {"action"}
        assert all(
            hasattr(everything.demo(name), action.run.__name__) for action in actions.values()
        )


def test_figures_leave_the_session_alone_and_the_session_them() -> None:
    bridge = Bridge()
    bridge.handle({"op": "forward"})
    before = repr(to_plain(bridge.session.snapshot()))
    bridge.handle({"op": "life", "action": "draw", "row": 0, "column": 0, "alive": True})
    for _ in range(3):
        for op in ("cut", "seeds", "guess"):
            assert "answer" in bridge.handle({"op": op, "action": "prepare"})
    assert repr(to_plain(bridge.session.snapshot())) == before
    bridge.handle({"op": "reset"})
    assert bridge.handle({"op": "life"})["answer"]["true"][0] == 1


def test_actions_and_fields_that_are_not_there_are_refused_and_change_nothing() -> None:
    bridge = Bridge()
    before = repr(to_plain(bridge.handle({"op": "life"})))
    for request, said in (
        ({"action": "explode"}, "The action must be one of"),
        ({"action": "draw", "row": 1}, "draw needs column and alive"),
        ({"action": "step", "row": 1}, "step does not take row"),
        ({"action": "pattern", "name": "gun"}, "What to begin with must be one of"),
        ({"place": "weight-1-0-0"}, "life does not take"),
    ):
        assert said in bridge.handle({"op": "life", **request})["error"]
    assert repr(to_plain(bridge.handle({"op": "life"}))) == before


def test_python_that_the_visitor_typed_has_no_part_in_the_figures(network: Network) -> None:
    bridge = Bridge()
    text = bridge.handle({"op": "source", "module": "backprop"})["answer"]["text"]
    uphill = text.replace("delta = d_a *", "delta = -d_a *")
    request = {"op": "set_source", "module": "backprop", "text": uphill}
    assert bridge.handle(request)["snapshot"]["python"]["typed"]
    while not bridge.handle({"op": "cut", "action": "prepare"})["answer"]["ready"]:
        pass
    weights = bridge.handle({"op": "cut"})["answer"]["weights"]
    assert (weights == ablation.connections(network)).all()
    bridge.handle({"op": "restore_source", "module": "backprop"})
