"""Shipped graphs come back as the weights that they round to."""

import json

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from tasks.extract.reader.network import SHIPPED  # noqa: E402
from training.export import export_graph, quantize  # noqa: E402
from training.model import Reader  # noqa: E402
from training.restore import restore  # noqa: E402
from training.rounding import as_shipped, rounded  # noqa: E402
from training.split import split  # noqa: E402

SMALL = {"layers": 2, "width": 24, "heads": 2, "inner": 32, "vocabulary": 60, "positions": 40}
LABELS = json.loads((SHIPPED / "meta.json").read_text("utf-8"))["labels"]


def reader(seed: int, layers: int = 2) -> Reader:
    torch.manual_seed(seed)
    made = Reader(LABELS, **(SMALL | {"layers": layers}))
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return made.eval()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("model")
    export_graph(reader(3), made / "full.onnx")
    quantize(made / "full.onnx", made / "reader.onnx")
    split(made / "reader.onnx")
    return made


def test_every_parameter_comes_back_as_it_was_rounded(folder):
    there, again = reader(3), reader(4)
    restore(again, folder)
    with rounded(there):
        expected = {name: value.clone() for name, value in there.state_dict().items()}
    expected["encoder.words.weight"] = as_shipped(expected["encoder.words.weight"], None)
    for name, value in again.state_dict().items():
        if name.endswith(".mix"):
            value, expected[name] = value.softmax(0), expected[name].softmax(0)
        span = float(expected[name].max() - expected[name].min())
        assert torch.allclose(value, expected[name], atol=max(span / 100, 1e-6)), name


def test_what_is_rounded_twice_stays(folder):
    again = reader(4)
    restore(again, folder)
    with rounded(again):
        inside = {name: value.clone() for name, value in again.state_dict().items()}
    for name, value in again.state_dict().items():
        if "encoder.blocks" in name:
            assert torch.allclose(value, inside[name], atol=1e-5), name


def test_a_reader_of_another_shape_is_refused(folder):
    with pytest.raises(ValueError, match=r"blocks\.2\.up\.weight"):
        restore(reader(4, layers=3), folder)


def test_steps_count_for_the_exact_weights():
    made = reader(5)
    before = {name: value.clone() for name, value in made.state_dict().items()}
    batch = {name: torch.zeros(1, 4, dtype=torch.long) for name in ("pieces", "shapes", "spaces")}
    batch |= {name: torch.arange(3)[None] for name in ("first", "last")}
    exact = made(batch)["entity"]["scores"]
    with rounded(made):
        near = made(batch)["entity"]["scores"]
        near.sum().backward()
    assert 0 < float((near - exact).abs().max()) < float(exact.abs().max()) / 2
    assert all(torch.equal(value, before[name]) for name, value in made.state_dict().items())
    assert torch.equal(made(batch)["entity"]["scores"], exact)
    weight = made.encoder.blocks[0].up.weight
    assert weight.grad is not None
    assert float(weight.grad.abs().sum()) > 0


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_scales_differ_along_an_axis(axis):
    weight = torch.tensor([[1.0, 0.013], [-0.5, 0.25]])
    shipped = as_shipped(weight, axis)
    assert float(shipped[0, 0]) == 1.0
    steps = (shipped[:, 1] if axis == 1 else shipped[0]) * 64 / (0.25 if axis == 1 else 1.0)
    assert torch.allclose(steps, steps.round(), atol=1e-4)
    assert (shipped - weight).abs().max() <= 1 / 128
