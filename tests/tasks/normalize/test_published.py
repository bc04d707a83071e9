from datetime import UTC, date, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize.published import BadDateError, dateline_date, read_date, url_date

MARCH = date(2025, 3, 21)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-21",
        "2025-03-21T23:30:00-05:00",
        "2025/3/21",
        "20250321",
        "20250321T101500Z",
        "Fri, 21 Mar 2025 10:00:00 GMT",
        "March 21, 2025",
        "Mar. 21 2025, 10:15 a.m.",
        "Friday, 21st of March 2025",
        "21-Mar-2025",
        "21.03.2025",
        "03/21/2025",
        "1742551200",
        "1742551200000",
        " published: 21 MARCH 2025 ",
    ],
)
def test_every_usual_form_is_read(written: str) -> None:
    assert read_date(written) == MARCH


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("9999-01-01", "outside the years"),
        ("1850-05-05", "outside the years"),
        ("2024-13-01", "does not exist"),
        ("30 February 2024", "does not exist"),
        ("03/04/2025", "which number is the month"),
        ("March 21", "no full date"),
        ("2025-03", "no full date"),
        ("yesterday", "no full date"),
        ("99999999999999", "no full date"),
        ("", "no full date"),
    ],
)
def test_what_is_no_date_says_why(written: str, why: str) -> None:
    with pytest.raises(BadDateError, match=why):
        read_date(written)


@given(DAYS)
def test_a_day_survives_every_spelling(day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    spellings = (
        day.isoformat(),
        noon.isoformat(),
        format_datetime(noon),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%Y%m%d}",
    )
    assert {read_date(each) for each in spellings} == {day}


@given(st.text(max_size=40))
def test_any_text_is_a_date_within_bounds_or_a_complaint(written: str) -> None:
    try:
        day = read_date(written)
    except BadDateError:
        return
    assert 1900 <= day.year <= 2100


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("SEOUL, July 25, 2023 – The envoy came.", date(2023, 7, 25)),
        ("VILNIUS, March 3, 2026 (Nordline) - The envoy came.", date(2026, 3, 3)),
        ("WASHINGTON (Nordline) - May 5, 2020 - The envoy came.", date(2020, 5, 5)),
        ("AUSTIN, Texas, May 5, 2020: The envoy came.", date(2020, 5, 5)),
        ("Envoy lands\n\nFriday, January 4, 2019\n\nThe envoy came.", date(2019, 1, 4)),
        ("Published on 3 May 2021 at 10:30\nThe envoy came.", date(2021, 5, 3)),
        ("SEOUL, July 25 – The envoy came.", None),
        ("The treaty of March 3, 1918, is over.", None),
        ("March 3, 1918, was a cold day.", None),
        ("On May 5, 2020 - a Tuesday - the envoy came.", None),
        ("KYIV, February 31, 2024 - The envoy came.", None),
    ],
)
def test_only_a_dateline_with_a_year_counts(text: str, day: date | None) -> None:
    assert dateline_date(text) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://fjord.example/2024/09/03/envoy", date(2024, 9, 3)),
        ("https://fjord.example/news/2024-9-3-envoy", date(2024, 9, 3)),
        ("https://fjord.example/20240903/envoy", date(2024, 9, 3)),
        ("https://fjord.example/2024/13/03/envoy", None),
        ("https://fjord.example/articles/202409031", None),
        ("https://fjord.example/2024/09/", None),
        ("file:///crawls/2024/09/03/envoy.txt", None),
        ("https://[bad/2024/09/03/", None),
        (None, None),
    ],
)
def test_a_web_address_may_tell_the_day(address: str | None, day: date | None) -> None:
    assert url_date(address) == day
