"""All settings, in one place: defaults < `sitrep.toml` < environment `SITREP_…` < arguments."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ByteSize, ConfigDict, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_FILE = "sitrep.toml"
Positive = Annotated[float, Field(gt=0)]


class Columns(BaseModel):
    """Names under which tables and JSON records may carry each field, in order of preference."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: tuple[str, ...] = ("id", "guid", "doc_id", "document_id")
    title: tuple[str, ...] = ("title", "headline")
    text: tuple[str, ...] = ("text", "body", "content", "content_text", "content_html")
    published: tuple[str, ...] = ("published", "date", "date_published", "published_at", "pubdate")
    source: tuple[str, ...] = ("source", "publisher", "outlet")
    url: tuple[str, ...] = ("url", "link", "uri")


class Retention(BaseModel):
    """How long, and how much of, what is kept beside the warehouse stays; None is without end.

    Sizes are bytes, or written as `20GB`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw_days: Positive | None = None
    """Bytes that came in are removed this many days after, whether documents rest on them or not;
    what is removed cannot be reprocessed."""
    raw_bytes: ByteSize | None = None
    """Beyond this size of the raw store its oldest files are removed."""
    orphan_days: Positive = 7
    """Bytes on which nothing in the warehouse rests are removed after this many days."""
    staging_days: Positive = 7
    """What killed runs left in staging is removed; the files are read again if they come again."""
    staging_bytes: ByteSize | None = None
    snapshots: Annotated[int, Field(ge=0)] = 3
    """Dated snapshots to keep; 0 for none."""
    snapshot_hours: Positive = 24
    """Time between dated snapshots."""
    snapshot_days: Positive | None = None
    snapshot_bytes: ByteSize | None = None


class Settings(BaseSettings):
    """What a run needs to know; every field can be set as `SITREP_NAME` or in `sitrep.toml`."""

    model_config = SettingsConfigDict(
        env_prefix="SITREP_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    data: Path = Path("data")
    """Folder of all that is kept: raw store, staging, database, snapshot, Prefect's home."""
    model: str = "sitrep"
    """`sitrep` for the reader that is shipped, or the name or path of a spaCy pipeline."""
    knowledge: Path | None = None
    """Folder of data files that extend the shipped knowledge."""
    workers: Annotated[int, Field(ge=1, le=256)] = os.cpu_count() or 1
    """Processes that normalize and extract."""
    batch_size: Annotated[int, Field(ge=1, le=10_000)] = 250
    """Documents to a batch."""
    language: str = "en"
    """Texts in other languages are set aside."""
    max_file_bytes: Annotated[int, Field(ge=1)] = 2 * 1024**3
    """Larger files, after decompression, are refused."""
    max_record_bytes: Annotated[int, Field(ge=1)] = 10 * 1024**2
    """Larger articles (a line, a member, a page) are refused."""
    document_seconds: Annotated[float, Field(gt=0)] = 120
    """Processor time that reading, normalizing or extracting one article may take; one that takes
    longer is refused, and the others go on."""
    near_copy: Annotated[float, Field(gt=0, le=1)] = 0.8
    """Likeness (Jaccard, word shingles) from which two texts are copies of one."""
    columns: Columns = Columns()
    retention: Retention = Retention()
    """What `sitrep maintain` removes."""

    @property
    def raw(self) -> Path:
        """Content-addressed store of the bytes that came in."""
        return self.data / "raw"

    @property
    def staging(self) -> Path:
        """Results of the stages on their way to the warehouse."""
        return self.data / "staging"

    @property
    def database(self) -> Path:
        """The warehouse; only the loader opens it."""
        return self.data / "warehouse.duckdb"

    @property
    def snapshot(self) -> Path:
        """What analysts open; replaced as a whole after each load."""
        return self.data / "sitrep.duckdb"

    @property
    def snapshots(self) -> Path:
        """Dated snapshots, made and removed by `sitrep maintain`."""
        return self.data / "snapshots"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own files."""
        return self.data / "prefect"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the TOML file below the environment."""
        del dotenv_settings, file_secret_settings
        path = Path(os.environ.get("SITREP_CONFIG", CONFIG_FILE))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, path)
