"""The public page of figures and its open data: nothing of a person, nothing that gives a person away."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from handlers.figures.published import FEWEST_RATINGS, PublicRow, published_periods, withhold
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.questions import answered
from storage.imports.storing import store_parsed
from storage.people.units import add_unit
from tests.chat import SECRET
from tests.public_site import Client, PublicSite, public_site

JULY = datetime(2026, 7, 9, 3, tzinfo=UTC)
TOTALS = "Kênh,Từ ngày,Đến ngày,Hài lòng,Tổng số\nTrang của thành phố,01/06/2026,30/06/2026,{},{}\n"


async def _store(site: PublicSite, unit_id: int, kind: FileKind, text: str) -> None:
    async with site.database.write(beside=True) as db:
        parsed = parse_file(text.encode(), "tep.csv", answered(kind=kind))
        await store_parsed(db, SECRET.encode(), unit_id, parsed, site.now, write=True)


async def _furnish(site: PublicSite) -> None:
    async with site.database.write(beside=True) as db:
        rooms = [(await add_unit(db, name, site.unit_id)).id for name in ("=Phòng Một", "Phòng Hai", "Phòng <Ba>")]
    for room, (satisfied, rated) in zip(rooms, ((2, 3), (8, 10), (30, 30)), strict=True):
        await _store(site, room, FileKind.TOTALS, TOTALS.format(satisfied, rated))


async def test_it_is_off_until_somebody_decides(site: PublicSite) -> None:
    async with Client(site) as reader:
        for path in ("so-lieu", "so-lieu.csv", "so-lieu.json"):
            assert (await reader.gets(path)).status == 404


async def test_the_page_shows_the_office_and_its_units_without_what_few_ratings_tell(tmp_path: Path) -> None:
    async with public_site(tmp_path, JULY, public_figures=True) as site, Client(site) as reader:
        await _furnish(site)
        page = await reader.gets("so-lieu?ky=20260601-20260630")
        english = await reader.gets("so-lieu?lang=en")
        unknown = await reader.gets("so-lieu?ky=20260601-20260609")
        assert 'href="/so-lieu"' in (await reader.gets(await site.link("H-1"))).text
    assert page.status == 200
    assert "Tháng 6/2026" in page.text
    # 40 of 43: of the office all are counted. The first room's three are withheld, and with them the second's ten,
    # which would tell them.
    assert "93,02%" in page.text
    assert page.text.count("ít hơn 5 lượt đánh giá</td>") == 2
    assert page.text.count("80%") == 2  # in time, of all and of the office itself
    assert "<td>100%</td>" in page.text
    assert "Phòng &lt;Ba&gt;" in page.text
    assert "Results handed over" in english.text
    assert unknown.status == 404


async def test_open_data_hold_the_same(tmp_path: Path) -> None:
    async with public_site(tmp_path, JULY, public_figures=True) as site, Client(site) as reader:
        await _furnish(site)
        rows = list(csv.DictReader(io.StringIO((await reader.gets("so-lieu.csv")).text.lstrip("\ufeff"))))
        found = await reader.gets("so-lieu.json")
    june = [row for row in rows if (row["first"], row["last"]) == ("2026-06-01", "2026-06-30")]
    assert [(row["unit"], row["rated"], row["satisfied"]) for row in june] == [
        ("", "43", "40"),
        ("Sở Thử Nghiệm", "0", "0"),
        (" =Phòng Một", "", ""),  # a spreadsheet would take it for a formula
        ("Phòng Hai", "", ""),
        ("Phòng <Ba>", "30", "30"),
    ]
    # H-1 to H-6 but H-3, which was received in May and late.
    assert (june[0]["received"], june[0]["returned"], june[0]["late"]) == ("5", "5", "1")
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    content = json.loads(found.text)
    assert content["withheld_below"] == FEWEST_RATINGS
    of_june = [one for one in content["figures"] if one["last"] == "2026-06-30" and one["first"] == "2026-06-01"]
    assert [one["unit"] for one in of_june] == [row["unit"].lstrip() for row in june]


async def test_a_late_import_is_seen_after_ten_minutes(tmp_path: Path) -> None:
    async with public_site(tmp_path, JULY, public_figures=True) as site, Client(site) as reader:
        assert "chưa có" in (await reader.gets("so-lieu?ky=20260601-20260630")).text
        await _store(site, site.unit_id, FileKind.TOTALS, TOTALS.format(6, 8))
        assert "75%" not in (await reader.gets("so-lieu?ky=20260601-20260630")).text
        site.passes(minutes=10)
        assert "75%" in (await reader.gets("so-lieu?ky=20260601-20260630")).text


@given(st.dates(date(2001, 6, 1), date(2099, 12, 31)))
def test_only_periods_that_are_over_are_published_each_once(today: date) -> None:
    found = published_periods(today)
    assert all(period.last < today.replace(day=1) for period in found)
    assert len(found) == len(set(found))
    assert found[0].last == max(period.last for period in found)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_few_ratings_are_the_difference_of_what_is_published(counts: list[int]) -> None:
    rows = [PublicRow(f"Phòng {number}", 0, 0, count, count) for number, count in enumerate(counts)]
    shown = withhold(rows)
    lacking = sum(counts) - sum(row.rated or 0 for row in shown)
    assert lacking == 0 or lacking >= min(FEWEST_RATINGS, sum(counts))
    assert all(row.rated is None or row.rated == 0 or row.rated >= FEWEST_RATINGS for row in shown)
