from pathlib import Path
from uuid import UUID

import pytest

from schemas.settings import Settings
from tasks.ingest import InputFile
from tasks.plan import GROUP_BYTES, GROUP_FILES, batch_key, group


def files(*sizes: int) -> list[InputFile]:
    return [
        InputFile(Path(f"/n/{place:05}.txt"), f"file:///n/{place:05}.txt", size, 1)
        for place, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "grouped"),
    [
        ([], []),
        ([1], [1]),
        ([1] * (GROUP_FILES + 1), [GROUP_FILES, 1]),
        ([GROUP_BYTES, 1], [1, 1]),
        ([1, GROUP_BYTES + 1, 1], [1, 1, 1]),
        ([GROUP_BYTES // 2] * 4, [2, 2]),
    ],
)
def test_small_neighbours_are_read_together(sizes: list[int], grouped: list[int]) -> None:
    groups = list(group(files(*sizes)))
    assert [len(each.files) for each in groups] == grouped
    assert [file for each in groups for file in each.files] == files(*sizes)


def test_a_group_is_named_after_its_files() -> None:
    assert [each.label for each in group(files(1, 1, 1))] == ["00000.txt and 2 more"]
    assert [each.label for each in group(files(1))] == ["00000.txt"]


def test_a_groups_key_tells_all_that_decides_its_batches() -> None:
    (same,) = group(files(1, 2))
    (touched,) = group([each._replace(mtime_ns=2) for each in files(1, 2)])
    settings = Settings()
    keys = {
        same.key(settings),
        touched.key(settings),
        same.key(settings.model_copy(update={"batch_size": 7})),
        same.key(settings.model_copy(update={"max_record_bytes": 7})),
    }
    assert len(keys) == 4
    assert same.key(settings) == same.key(settings.model_copy(update={"workers": 9}))


def test_a_batchs_key_tells_sources_and_versions() -> None:
    one, two = UUID(int=1), UUID(int=2)
    assert len({batch_key([one], "a"), batch_key([one], "b"), batch_key([two], "a")}) == 3
    assert batch_key([one, two], ()) != batch_key([two, one], ())
