"""Let PyTorch do our training's work: cases on standard input, its results out.

Runs under any Python that has PyTorch, by itself: it knows nothing of this project. Our names of
costs and optimisers are given in PyTorch's own words below.
"""

import importlib
import json
import sys
from typing import Any

torch: Any = importlib.import_module("torch")
F: Any = importlib.import_module("torch.nn.functional")

ACTIVATIONS: dict[str, Any] = {
    "sigmoid": torch.nn.Sigmoid,
    "tanh": torch.nn.Tanh,
    "relu": torch.nn.ReLU,
    "identity": torch.nn.Identity,
}
COSTS: dict[str, Any] = {  # of the last layer's activations a and targets t, (batch, n_out)
    "softmax_cross_entropy": lambda a, t: F.cross_entropy(a, t),
    "squared_error": lambda a, t: F.mse_loss(a, t, reduction="sum") / (2 * len(a)),
    "binary_cross_entropy": lambda a, t: F.binary_cross_entropy(a, t, reduction="sum") / len(a),
}


def model_of(network: list[dict[str, Any]]) -> Any:
    """The layers as PyTorch's own, with these weights and biases."""
    parts = []
    for layer in network:
        weights, biases = torch.tensor(layer["weights"]), torch.tensor(layer["biases"])
        linear = torch.nn.Linear(weights.shape[1], weights.shape[0])
        with torch.no_grad():
            linear.weight.copy_(weights)
            linear.bias.copy_(biases)
        parts += [linear, ACTIVATIONS[layer["activation"]]()]
    return torch.nn.Sequential(*parts)


def optimiser_of(model: Any, settings: dict[str, Any]) -> Any:
    """Its optimiser, with weight decay for the weights alone."""
    named = list(model.named_parameters())
    groups = [
        {"params": [p for name, p in named if name.endswith("weight")]},
        {"params": [p for name, p in named if name.endswith("bias")], "weight_decay": 0.0},
    ]
    common = {"lr": settings["learning_rate"], "weight_decay": settings["l2"]}
    if settings["optimiser"] == "adam":
        return torch.optim.Adam(groups, **common)
    momentum = settings["momentum"] if settings["optimiser"] == "momentum" else 0.0
    return torch.optim.SGD(groups, momentum=momentum, **common)


def row(tensors: Any) -> list[float]:
    """All numbers of some tensors, one after another."""
    return [float(x) for tensor in tensors for x in tensor.detach().reshape(-1)]


def result(case: dict[str, Any]) -> dict[str, list[float]]:
    """Compute slopes on all examples before any step, and all numbers after the last."""
    model, cost = model_of(case["network"]), COSTS[case["cost"]]
    inputs, targets = torch.tensor(case["inputs"]), torch.tensor(case["targets"])
    cost(model(inputs), targets).backward()
    slopes = row(p.grad for p in model.parameters())
    optimiser = optimiser_of(model, case)
    for batch in case["batches"]:
        optimiser.zero_grad()
        cost(model(inputs[batch]), targets[batch]).backward()
        optimiser.step()
    return {"slopes": slopes, "trained": row(model.parameters())}


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    cases = json.load(sys.stdin)
    results = {name: result(case) for name, case in cases.items()}
    json.dump({"torch": torch.__version__, "results": results}, sys.stdout)
