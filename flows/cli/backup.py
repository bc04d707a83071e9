"""`sitrep backup` and `sitrep restore`."""

from pathlib import Path
from typing import Any

import typer

from flows.cli.exits import Exit
from schemas.settings import Settings
from tasks.stewardship.archive import Manifest, verify
from tasks.stewardship.backup import backup
from tasks.stewardship.restore import Restored, restore, restore_snapshot


def backup_command(target: Path, options: dict[str, Any], *, as_json: bool) -> Exit:
    """Write a backup and tell what is in it."""
    path, manifest = backup(Settings(**options), target)
    if as_json:
        typer.echo(manifest.model_dump_json(exclude={"entries"}, indent=2))
        return Exit.OK
    typer.echo(f"{path}: {_told(manifest)}")
    if manifest.from_snapshot:
        typer.echo("a load held the warehouse: it is in it as it was last published")
    if manifest.missing_blobs:
        typer.echo(f"{manifest.missing_blobs:,} files were not in the raw store any more")
    return Exit.OK


def verify_command(source: Path) -> Exit:
    """Check a backup against its manifest."""
    manifest = verify(source)
    typer.echo(f"{source}: whole, {_told(manifest)}, made {manifest.made_at:%Y-%m-%d %H:%M} UTC")
    return Exit.OK


def restore_command(
    source: str | None, options: dict[str, Any], *, force: bool, snapshot: bool
) -> Exit:
    """Bring back a backup or a snapshot and tell what came."""
    settings = Settings(**options)
    if snapshot:
        _tell(restore_snapshot(settings, source, force=force))
    elif source is not None:
        _tell(restore(settings, Path(source), force=force))
    return Exit.OK


def _told(manifest: Manifest) -> str:
    documents, events = (manifest.rows.get(name, 0) for name in ("documents", "events"))
    return (
        f"{documents:,} documents, {events:,} versions of events,"
        f" {len(manifest.entries):,} files, {manifest.size / 1e6:,.1f} MB"
    )


def _tell(done: Restored) -> None:
    typer.echo(f"restored from {done.source}: {done.rows.get('documents', 0):,} documents")
    if done.forgotten:
        typer.echo(f"{done.forgotten:,} of them were forgotten since, and again now")
