"""The training loop: fixed seeds, checkpoints to resume from, a linear decay to zero."""

from __future__ import annotations

import json
import random
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from tasks.extract.reader.features import WordPieces
from training import sources
from training.encoder import load_pretrained
from training.event_examples import collate_all, held, lesson_windows, scores
from training.examples import Encoded, Encoding, Labels, batches
from training.heads import IGNORE
from training.model import Reader
from training.restore import restore
from training.rounding import rounded


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is decided by.

    Learning rates are peaks; `pieces` is the size of a batch. `polish` is the share of the peaks
    at which a last, shorter round starts that is richer in names; 0 leaves it out. Then come
    `lesson_rounds` rounds on events, whose rates fall to zero from `lesson_share` of the peaks;
    each reads one in `rehearsal` documents of the treebanks again, and one in `rehearsed_names`
    sentences of GMB. With `rounding` 1 these rounds learn under the rounding of the shipped graphs.
    """

    rounds: int = 6
    pieces: int = 768
    encoder_rate: float = 1.5e-4
    head_rate: float = 2e-3
    warmup: float = 0.03
    polish: float = 0.27
    lesson_rounds: int = 6
    lesson_share: float = 0.5
    rehearsal: int = 2
    rehearsed_names: int = 8
    rounding: int = 0
    decay: float = 0.01
    clip: float = 2.0
    seed: int = 7
    layers: int = 6
    save_every: int = 200
    dev_windows: int = 400
    threads: int = 2


class Run:
    """One training run in its folder: state, its steps and its checkpoints.

    `small` names the sizes of an encoder that starts from nothing, for tests; without it the
    published weights in `minilm` are read, or the reader of the model folder `start`.
    """

    def __init__(
        self,
        settings: Settings,
        data: Path,
        minilm: Path,
        out: Path,
        small: dict[str, int] | None = None,
        lessons: Path | None = None,
        start: Path | None = None,
    ) -> None:
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        out.mkdir(parents=True, exist_ok=True)
        self.settings, self.out = settings, out
        self.sources = sources.read(data, lessons)
        self.labels: Labels = sources.labels_of(self.sources)
        self.encoding = Encoding(WordPieces(minilm / "vocab.txt"), self.labels)
        shape = small or {"layers": settings.layers}
        self.model = Reader(self.labels.names, **shape)
        if start is not None:
            restore(self.model, start)
        elif small is None:
            load_pretrained(self.model.encoder, minilm / "model.safetensors")
        self.optimizer = torch.optim.AdamW(self._groups(), fused=True)
        self.round = self.step = 0
        (out / "labels.json").write_text(json.dumps(self.labels.names))
        (out / "shape.json").write_text(json.dumps(shape))
        (out / "settings.json").write_text(json.dumps(asdict(settings)))

    def _groups(self) -> list[dict]:  # type: ignore[type-arg]
        rates = {True: self.settings.encoder_rate, False: self.settings.head_rate}
        groups = []
        for inside, rate in rates.items():
            for decays in (True, False):
                chosen = [
                    p
                    for n, p in self.model.named_parameters()
                    if p.requires_grad
                    and n.startswith("encoder.") == inside
                    and (p.ndim > 1) == decays
                ]
                groups.append(
                    {
                        "params": chosen,
                        "peak": rate,
                        "lr": rate,
                        "weight_decay": self.settings.decay * decays,
                    }
                )
        return groups

    @property
    def checkpoint(self) -> Path:
        """Where the newest state lies."""
        return self.out / "checkpoint.pt"

    def save(self) -> None:
        """Write the state, whole or not at all."""
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "round": self.round,
            "step": self.step,
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def resume(self) -> None:
        """Go on from the newest state."""
        state = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.round, self.step = state["round"], state["step"]

    def train(self) -> None:
        """Run to the end of the last round."""
        while self.round < self._reading_rounds + self._lesson_rounds:
            self._train_round()
            self.round, self.step = self.round + 1, 0
            self.save()
            print(json.dumps({"round": self.round, "dev": self.evaluate()}), flush=True)

    @property
    def _reading_rounds(self) -> int:
        return self.settings.rounds + (self.settings.polish > 0)

    @property
    def _lesson_rounds(self) -> int:
        return self.settings.lesson_rounds if self.sources.lessons else 0

    def _windows(self) -> list[Encoded]:
        s, number = self.settings, self.round - self._reading_rounds
        if number >= 0:
            again = (s.rehearsal, s.rehearsed_names)
            return sources.lesson_round(self.sources, self.encoding, number, s.seed, again)
        return sources.round_of(self.sources, self.encoding, self.round, s.rounds, s.seed)

    def _train_round(self) -> None:
        s = self.settings
        windows = self._windows()
        groups = list(batches(windows, s.pieces, random.Random(f"{s.seed}+{self.round}")))
        clock, totals = time.monotonic(), dict.fromkeys(self.model.heads, 0.0)
        for group in groups[self.step :]:
            progress = self.round + self.step / len(groups)
            for name, loss in self._update(group, progress).items():
                totals[name] += loss
            self.step += 1
            if self.step % s.save_every == 0:
                pace = (time.monotonic() - clock) / s.save_every
                self._report(totals, len(groups), pace)
                clock, totals = time.monotonic(), dict.fromkeys(totals, 0.0)
                self.save()

    def _update(self, group: list[Encoded], progress: float) -> dict[str, float]:
        s = self.settings
        factor = self._factor(progress)
        for g in self.optimizer.param_groups:
            g["lr"] = g["peak"] * max(factor, 0.002)
        torch.manual_seed(hash((s.seed, self.round, self.step)))
        self.model.train()
        self.optimizer.zero_grad(set_to_none=True)
        late = s.rounding and progress >= self._reading_rounds
        with rounded(self.model) if late else nullcontext():
            losses = self.model.losses(collate_all(group))
            torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), s.clip, foreach=True)
        self.optimizer.step()
        return {name: loss.item() for name, loss in losses.items()}

    def _factor(self, progress: float) -> float:
        """Share of the peak rates after so many rounds: each part of the run ends at zero."""
        s = self.settings
        if progress >= self._reading_rounds:
            return s.lesson_share * _hill(
                (progress - self._reading_rounds) / s.lesson_rounds, s.warmup
            )
        if progress >= s.rounds:
            return s.polish * max(0.0, 1 - (progress - s.rounds))
        return _hill(progress / s.rounds, s.warmup)

    def _report(self, totals: dict[str, float], steps: int, pace: float) -> None:
        means = {k: round(v / self.settings.save_every, 4) for k, v in totals.items()}
        print(
            json.dumps(
                {
                    "round": self.round,
                    "step": self.step,
                    "of": steps,
                    "seconds_a_step": round(pace, 3),
                    "loss": means,
                    "at": time.strftime("%H:%M:%S"),
                }
            ),
            flush=True,
        )

    @torch.no_grad()
    def evaluate(self) -> dict[str, float]:
        """Shares of right tags, heads and labelled heads (greedy, gold words) on a dev sample."""
        self.model.eval()
        windows = sources.dev_windows(self.sources, self.encoding, self.settings.dev_windows)
        right = {"upos": 0, "xpos": 0, "head": 0, "relation": 0}
        words = 0
        for group in batches(windows, 2000, random.Random(0)):
            batch = collate_all(group)
            told = batch["upos"] != IGNORE
            words += int(told.sum())
            for name, hits in _hits(self.model, batch).items():
                right[name] += int((hits & told).sum())
        shares = {k: round(v / max(words, 1), 4) for k, v in right.items()}
        return shares | self._evaluate_lessons()

    def _evaluate_lessons(self) -> dict[str, float]:
        """F1 of triggers and of words in roles at even odds, on the lessons that are not taught."""
        windows = list(lesson_windows(held(self.sources.lessons), self.encoding, random.Random(0)))
        counts = torch.zeros(2, 3)
        head = self.model.heads["events"]
        for group in batches(windows, 2000, random.Random(0)):
            batch = collate_all(group)
            outputs = self.model(batch)["events"]
            if batch["trigger_at"].shape[1]:
                odds = head.role_odds(outputs, batch)  # type: ignore[operator]
                counts += scores(batch, outputs, odds)
        names = ("triggers", "roles")
        return {n: round(_f1(*c.tolist()), 4) for n, c in zip(names, counts, strict=True)}


def _hits(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    outputs = model(batch)
    parse = outputs["parse"]
    inside = batch["sentence"][:, :, None] == batch["sentence"][:, None, :]
    inside = torch.nn.functional.pad(inside, (1, 0), value=True)
    heads = parse["arcs"].masked_fill(~inside, -1e4).argmax(-1)
    head = model.heads["parse"]
    relations = head.relation_scores(parse, heads).argmax(-1)  # type: ignore[operator]
    hits = {n: outputs[n]["scores"].argmax(-1) == batch[n] for n in ("upos", "xpos")}
    attached = heads == batch["head"]
    return {**hits, "head": attached, "relation": attached & (relations == batch["relation"])}


def _f1(right: float, made: float, due: float) -> float:
    return 2 * right / max(made + due, 1)


def _hill(progress: float, warmup: float) -> float:
    """Up to one over the share `warmup`, then linearly down to zero."""
    return min(progress / warmup, (1 - progress) / (1 - warmup)) if warmup else 1.0
