"""How sure a record is."""

from dataclasses import replace

from tasks.extract.confidence import Signs, Weights, weights


def test_confidence_falls_with_no_sign():
    least = Signs(trigger=0.3, roles=0.2, mentions=1, ruled=False)
    for kind, model in weights().items():
        assert isinstance(model, Weights), kind
        for more in ({"trigger": 0.9}, {"roles": 0.9}, {"mentions": 3}, {"ruled": True}):
            grown = model.confidence(replace(least, **more)) - model.confidence(least)
            assert grown > 0 or (grown == 0 and "ruled" in more)
