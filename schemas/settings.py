"""All settings, in one place: defaults < `sitrep.toml` < environment `SITREP_…` < arguments."""

import os
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ByteSize, ConfigDict, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from schemas.schedule import Schedule

CONFIG_FILE = "sitrep.toml"
Positive = Annotated[float, Field(gt=0)]


def _without_credentials(url: str) -> str:
    """Refuse what would show in logs and in the table of runs."""
    parts = urlsplit(url)
    if url and not parts.scheme:
        raise ValueError("write a URL, such as s3://bucket/folder or file:///folder")
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(
            "a URL with credentials or options is not taken; give them as the store's own"
            " environment variables, such as AWS_ACCESS_KEY_ID (docs/scale.md)"
        )
    return url.rstrip("/")


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
    list_days: Positive = 30
    """Lists of what was fetched are removed so many days after, once a run has read them; their
    copies in the raw store stay, for reprocessing."""
    report_days: Positive | None = None
    """Reports of `sitrep report` are removed after this many days."""
    staging_days: Positive = 7
    """What killed runs left in staging is removed; the files are read again if they come again."""
    staging_bytes: ByteSize | None = None
    snapshots: Annotated[int, Field(ge=0)] = 3
    """Dated snapshots to keep; 0 for none."""
    snapshot_hours: Positive = 24
    """Time between dated snapshots."""
    snapshot_days: Positive | None = None
    snapshot_bytes: ByteSize | None = None


class Fetching(BaseModel):
    """How the web is asked; times are seconds, sizes bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user_agent: Annotated[str, Field(pattern=r"^[!-~]+( [ -~]+)?$")] = "sitrep/0.1"
    """Sent with every request; the part before `/` is the name that robots.txt is asked for."""
    contact: Annotated[str, Field(pattern=r"^[!-~]{3,200}$")] | None = None
    """Address of a page or a mailbox, told to the servers that are asked."""
    connect_seconds: Annotated[float, Field(gt=0)] = 10.0
    read_seconds: Annotated[float, Field(gt=0)] = 20.0
    """Longest silence within an answer."""
    whole_seconds: Annotated[float, Field(gt=0)] = 60.0
    """Longest that one address may take, redirects included."""
    visit_seconds: Annotated[float, Field(gt=0)] = 900.0
    """Longest that a visit to one source may take; what is left is fetched at the next."""
    max_wire_bytes: Annotated[int, Field(ge=1)] = 10 * 1024**2
    """Longer answers, as sent, are refused."""
    max_body_bytes: Annotated[int, Field(ge=1)] = 50 * 1024**2
    """Longer answers, decompressed, are refused."""
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    retry_seconds: Annotated[float, Field(ge=0)] = 2.0
    """Pause before the first retry; each later one is twice as long."""
    retry_patience: Annotated[float, Field(ge=0)] = 30.0
    """Longest `Retry-After` that is waited for; a host that asks for more is left alone so long."""
    host_concurrency: Annotated[int, Field(ge=1, le=8)] = 1
    """Requests to one host under way at the same time."""
    host_delay: Annotated[float, Field(ge=0)] = 1.0
    """Seconds between two requests to one host; a longer crawl delay in robots.txt wins."""
    robots_seconds: Annotated[float, Field(ge=0, le=86_400)] = 86_400.0
    """How long a robots.txt is believed (RFC 9309: a day at most)."""
    longest_backoff: Annotated[float, Field(gt=0)] = 86_400.0
    """Longest pause until a source that fails is visited again."""
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks that may be asked although they are not public, as `10.20.0.0/16`."""
    ca_file: Path | None = None
    """Certificates of authorities to be trusted instead of the public ones, PEM."""


class ReportSettings(BaseModel):
    """What `sitrep report` puts into a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: Annotated[int, Field(ge=1, le=100_000)] = 30
    """Length of the period where none is asked for: the last days that were reported on."""
    megabytes: Annotated[float, Field(ge=3, le=200)] = 6.0
    """Size that the file does not exceed; 2 of them are libraries and the map."""
    quotes: Annotated[int, Field(ge=1, le=100)] = 3
    """Texts that an event shows at most."""
    address: str | None = None
    """Address under which the folder of reports is served; for links in the Prefect UI."""


class Serve(BaseModel):
    """What `sitrep serve` does, and when; an empty schedule is never."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fetch: Schedule = "15m"
    """Visit the sources that are due."""
    run: Schedule = "15m"
    """Read what was fetched and the watched folders, extract, load, resolve, publish."""
    resolve: Schedule = ""
    """Group reports into events anew; every run does so for what it brings."""
    publish: Schedule = ""
    """Bring the snapshot up to date; every run does so."""
    report: Schedule = "0 6 * * *"
    """Write the report of the last days."""
    watch: Schedule = "1h"
    """Look at quality, sources and schedules, and tell in artifacts."""
    maintenance: Schedule = "30 3 * * *"
    """Check the data folder and keep house in it."""
    timezone: str = "UTC"
    """In which cron is meant, as an IANA name."""
    runs: Annotated[int, Field(ge=1, le=64)] = 4
    """Runs under way at once; those that write to the warehouse take turns."""
    wait: Annotated[float, Field(ge=0)] = 3600.0
    """Seconds that a scheduled run waits for its turn at the warehouse."""
    limit: Annotated[str, Field(pattern="[a-z0-9-]{1,60}")] = "sitrep-warehouse"
    """Prefect's concurrency limit for that turn; one name for each data folder."""
    silence: Annotated[float, Field(ge=90)] = 600.0
    """Seconds without a heartbeat after which Prefect calls a run crashed; heartbeats come every
    `PREFECT_FLOWS_HEARTBEAT_FREQUENCY` seconds (180), so more than twice that."""
    alert: str | None = Field(default=None, pattern=r"^https?://[!-~]+$", exclude=True)
    """Address to which the server posts what should be looked at, as JSON `{"text": "…"}`: warnings
    of `watch`, and runs that failed or crashed. It is not written into the warehouse."""


class LakeSettings(BaseModel):
    """What a warehouse on a lake needs besides the address of its catalog."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: str | None = None
    """Folder that all machines see, or `s3://bucket/folder`; `lake` in the data folder, if none is
    given. A store that speaks S3 is reached by the variables that AWS tools read (`AWS_…`)."""
    history_days: Positive = 7
    """Earlier states can be read for so long; `sitrep maintain` removes what only they need."""


class Settings(BaseSettings):
    """What a run needs to know; every field can be set as `SITREP_NAME` or in `sitrep.toml`."""

    model_config = SettingsConfigDict(
        env_prefix="SITREP_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    data: Path = Path("data")
    """Folder of all that is kept: raw store, staging, database, snapshot, Prefect's home."""
    warehouse: SecretStr | None = None
    """`ducklake:…` for a warehouse that several machines share; none for a file of `data`. May hold
    a password, so it is never shown."""
    lake: LakeSettings = LakeSettings()
    model: str = "sitrep"
    """`sitrep` for the reader that is shipped, or the name or path of a spaCy pipeline."""
    knowledge: Path | None = None
    """Folder of data files that extend the shipped knowledge."""
    workers: Annotated[int, Field(ge=1, le=256)] = os.cpu_count() or 1
    """Processes that normalize and extract."""
    cluster: Annotated[str, Field(pattern=r"^((tcp|tls)://[^@/\s]+:\d+|local)?$")] = ""
    """Scheduler of the Dask cluster that normalizes and extracts, as `tcp://10.0.0.5:8786`; `local`
    for a cluster that lives on this machine as long as the run; empty for processes of the run."""
    cluster_wait: Positive = 120.0
    """Seconds to wait for a worker where the cluster has none."""
    staging: Annotated[str, AfterValidator(_without_credentials)] = ""
    """Where batches wait that machines hand to each other, as an fsspec URL: `s3://news/sitrep`,
    `file:///mnt/share/sitrep`; empty for the data folder, which all workers have to see then."""
    batch_size: Annotated[int, Field(ge=1, le=10_000)] = 2000
    """Documents to a batch at most; the first ones of a file have fewer."""
    gate: Annotated[float, Field(ge=0, lt=1)] = 0.007
    """A document is read if a passage has this chance of telling an event; 0 reads all."""
    language: str = "en"
    """Texts in other languages are set aside."""
    max_file_bytes: Annotated[int, Field(ge=1)] = 2 * 1024**3
    """Larger files, after decompression, are refused."""
    max_record_bytes: Annotated[int, Field(ge=1)] = 10 * 1024**2
    """Larger articles (a line, a member, a page) are refused."""
    max_document_chars: Annotated[int, Field(ge=1000)] = 500_000
    """Longer articles, once cleaned, are kept without events: 80,000 words are a book."""
    document_seconds: Annotated[float, Field(gt=0)] = 120
    """Processor time that reading, normalizing or extracting one article may take; one that takes
    longer is refused, and the others go on."""
    worker_memory: Annotated[ByteSize, Field(ge=256 * 1024**2)] = ByteSize(4 * 1024**3)
    """Memory that a process which reads, normalizes or extracts may take, in bytes or as `6GB`; an
    article at which it takes more is refused, and the others go on."""
    near_copy: Annotated[float, Field(gt=0, le=1)] = 0.8
    """Likeness (Jaccard, word shingles) from which two texts are copies of one."""
    columns: Columns = Columns()
    retention: Retention = Retention()
    """What `sitrep maintain` removes."""
    sources: Path = Path("sources.toml")
    """What is fetched: feeds, sitemaps, listings, pages, interfaces, folders."""
    fetch: Fetching = Fetching()
    report: ReportSettings = ReportSettings()
    serve: Serve = Serve()

    @property
    def raw(self) -> Path:
        """Content-addressed store of the bytes that came in."""
        return self.data / "raw"

    @property
    def fetched(self) -> Path:
        """Lists of what was fetched, and what is remembered of each source."""
        return self.data / "fetched"

    @property
    def staging_folder(self) -> Path:
        """Results of the stages on their way to the warehouse, as this machine has them."""
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
    def reports(self) -> Path:
        """Reports that were written, one HTML file each."""
        return self.data / "reports"

    @property
    def presence(self) -> Path:
        """A file for every run under way, locked while its process lives."""
        return self.data / "present"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own files."""
        return self.data / "prefect"

    def anywhere(self) -> "Settings":
        """Return these without the data folder, in which runs differ that one worker serves."""
        return self.model_copy(update={"data": Path()})

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
