"""Command line of the recipe: `python -m training.run --out DIR [--resume]`."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

from training.train import Run, Settings


def main(arguments: list[str] | None = None) -> None:
    """Train, then export. Every field of `Settings` is an option of its own name."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument(
        "--minilm",
        type=Path,
        required=True,
        help="folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true")
    for f in fields(Settings):
        parser.add_argument(
            f"--{f.name.replace('_', '-')}", type=type(f.default), default=f.default
        )
    args = vars(parser.parse_args(arguments))
    settings = Settings(**{f.name: args[f.name] for f in fields(Settings)})
    run = Run(settings, args["data"], args["minilm"], args["out"], None)
    if args["resume"] and run.checkpoint.exists():
        run.resume()
    run.train()


if __name__ == "__main__":
    main()
