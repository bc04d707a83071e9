"""What a run loads once, loaded before processes are forked for runs."""

from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.ids import content_hash
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract.cities import cities
from tasks.extract.knowledge import load_knowledge
from tasks.normalize import normalize
from tasks.resolve.identities import load_identities
from tests.faults import running  # noqa: F401

cities()
load_knowledge(None)
load_identities(None)
with TemporaryDirectory() as folder:
    normalize(
        Source(
            uri="file:///warm",
            file_uri="file:///warm",
            blob_sha256=content_hash(b""),
            format="text",
            content="The minister of trade was there on Monday, said the ministry of trade.\n",
        ),
        Settings(data=Path(folder)),
    )
