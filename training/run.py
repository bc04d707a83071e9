"""Command line of the recipe: `python -m training.run --minilm DIR --out DIR [--resume]`."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

from training import sources
from training.export import ship
from training.train import Run, Settings

SHIPPED = Path("tasks/extract/reader/model")


def main(arguments: list[str] | None = None) -> None:
    """Train, export and quantize. Every field of `Settings` is an option of its own name."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument(
        "--minilm",
        type=Path,
        required=True,
        help="folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2",
    )
    parser.add_argument("--lessons", type=Path, help="file that training.lessons wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--ship", type=Path, default=SHIPPED, help="where the model is written")
    parser.add_argument("--start", type=Path, help="model folder to go on from, as the shipped one")
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    for f in fields(Settings):
        name = f"--{f.name.replace('_', '-')}"
        parser.add_argument(name, type=type(f.default), default=f.default)
    args = vars(parser.parse_args(arguments))
    settings = Settings(**{f.name: args[f.name] for f in fields(Settings)})
    where = (args["data"], args["minilm"], args["out"])
    run = Run(settings, *where, lessons=args["lessons"], start=args["start"])
    if args["resume"] and run.checkpoint.exists():
        run.resume()
    run.train()
    vocabulary = args["minilm"] / "vocab.txt"
    ship(args["out"], vocabulary, sources.checksums(args["data"]), args["ship"])


if __name__ == "__main__":
    main()
