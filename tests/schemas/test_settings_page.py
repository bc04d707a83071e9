from schemas.settings import Settings
from tests.schemas.settings_page import PAGE, page


def test_the_page_of_settings_is_in_step() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.schemas.settings_page"


def test_every_setting_has_its_row() -> None:
    written = page()
    for name, field in Settings.model_fields.items():
        nested = getattr(type(field.default), "model_fields", None)
        rows = [f"SITREP_{name}__{each}" for each in nested] if nested else [f"SITREP_{name}"]
        assert [row for row in rows if f"| `{row.upper()}` |" not in written] == []
