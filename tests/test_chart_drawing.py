import unicodedata
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from handlers.making.charts.band import ALARM, DARK, WIDTH, Band, sentence
from handlers.making.charts.figures import AreaTasks, Channel, Lateness, Satisfaction, Share, Tasks, sum_of
from handlers.making.charts.lateness import lateness_chart
from handlers.making.charts.months import places
from handlers.making.charts.plot import BOTTOM, TOP, Scale, draw_plot, mark
from handlers.making.charts.satisfaction import satisfaction_chart
from handlers.making.charts.tasks import Box, _fill, tasks_chart
from handlers.words.catalogue import Words
from storage.plan.tasks import TaskState
from tests.test_lettering import LONG_NAME, NAMES
from tests.timing import seconds

SAY = Words("vi")
SUBTITLE = "Sở Mẫu · Năm 2026"
SHARES = st.integers(0, 10**9).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
COUNTS = st.dictionaries(st.sampled_from(list(TaskState)), st.integers(0, 10**6))


def months(count: int) -> tuple[date, ...]:
    return tuple(date(2025 + (10 + number) // 12, (10 + number) % 12 + 1, 1) for number in range(count))


def channel(name: str, *shares: Share) -> Channel:
    return Channel(name, shares, sum_of(shares))


def satisfaction(*channels: Channel) -> bytes:
    return satisfaction_chart(SAY, Satisfaction(SUBTITLE, months(len(channels[0].months)), channels, 85))


def tasks(*areas: AreaTasks) -> bytes:
    return tasks_chart(SAY, Tasks(SUBTITLE, areas))


def lateness(*late: Share) -> bytes:
    return lateness_chart(SAY, Lateness(SUBTITLE, months(len(late)), late))


def opened(picture: bytes) -> Image.Image:
    """The picture, checked to be a whole PNG that Telegram takes as a photo."""
    Image.open(BytesIO(picture)).verify()
    image = Image.open(BytesIO(picture), formats=["PNG"]).convert("RGB")
    assert image.width == WIDTH
    assert image.width + image.height <= 10_000
    assert len(picture) < 300_000
    return image


# Words


def test_words_really_appear() -> None:
    rated = channel("Quầy một cửa", Share(9, 10))
    assert satisfaction(rated) != satisfaction(channel("Quay mot cua", Share(9, 10)))
    ink = sum(sentence("Tỷ lệ hài lòng").image.convert("L").point(lambda value: value < 128).histogram()[1:])
    assert ink > 500


def test_letters_in_any_unicode_form_look_alike() -> None:
    decomposed = unicodedata.normalize("NFD", LONG_NAME)
    assert decomposed != LONG_NAME
    counts = {TaskState.DONE: 3}
    assert tasks(AreaTasks(decomposed, counts)) == tasks(AreaTasks(LONG_NAME, counts))


# Black and white


def black_and_white(image: Image.Image, box: Box) -> bytes:
    return image.convert("L").point(lambda value: 255 * (value >= 128)).crop(box).tobytes()


def test_states_are_told_apart_in_pure_black_and_white() -> None:
    seen = set()
    for state in TaskState:
        band = Band(60)
        _fill(band, (10, 5, 66, 55), state)
        seen.add(black_and_white(band.image, (13, 8, 63, 52)))
    assert len(seen) == len(TaskState)


def test_a_missed_target_is_told_from_a_met_one_in_pure_black_and_white() -> None:
    band = Band(60)
    mark(band, (30, 30), met=True)
    mark(band, (90, 30), met=False)
    assert black_and_white(band.image, (27, 27, 33, 33)) == bytes(36)
    assert black_and_white(band.image, (87, 27, 93, 33)) == b"\xff" * 36


def test_the_paper_is_pure_white() -> None:
    assert opened(lateness(Share(9, 6981))).getpixel((WIDTH - 1, 0)) == (255, 255, 255)


# Gaps and nothing


def drawn_in(band: Band, x: float, half: float) -> bool:
    column = band.image.crop((int(x - half), TOP - 12, int(x + half), BOTTOM + 12))
    return ImageColor.getrgb(DARK) in {colour for _, colour in column.getcolors(10**6) or []}


def test_a_month_without_ratings_is_a_gap_and_no_zero() -> None:
    shares = (Share(99, 100), Share(0, 0), Share(98, 100), Share(97, 100))
    band, scale = Band(BOTTOM + 60), Scale.over(shares, 85)
    assert scale.lowest == 70
    draw_plot(band, shares, scale)
    first, gap, third, last = places(4)
    assert [drawn_in(band, x, 15) for x in (first, gap, third, last)] == [True, False, True, True]
    assert not drawn_in(band, (first + gap) / 2, 30)
    assert drawn_in(band, (third + last) / 2, 30)


@given(st.lists(st.integers(0, 100), min_size=20, max_size=24))
def test_no_word_hides_a_month(rates: list[int]) -> None:
    shares = [Share(rate, 100) for rate in rates]
    band, scale = Band(BOTTOM + 60), Scale.over(shares, 85)
    draw_plot(band, shares, scale)
    for x, share in zip(places(len(shares)), shares, strict=True):
        y = scale.y(share.part)
        # The full disc or the left corner of the empty diamond.
        at, colour = ((x, y), DARK) if scale.meets(share) else ((x - 11, y), ALARM)
        assert band.image.getpixel((round(at[0]), round(at[1]))) == ImageColor.getrgb(colour)


def test_a_month_without_ratings_is_not_a_month_of_unhappy_people() -> None:
    other = Share(9, 10)
    assert satisfaction(channel("Kiosk", other, Share(0, 0))) != satisfaction(channel("Kiosk", other, Share(0, 9)))


def test_a_channel_that_cannot_be_divided_by_month_shows_its_total() -> None:
    months_without = (Share(0, 0),) * 3
    one, other = (satisfaction(Channel("Kiosk", months_without, Share(part, 1311))) for part in (1310, 1309))
    assert one != other
    assert opened(one).height < opened(satisfaction(channel("Kiosk", *[Share(9, 10)] * 3))).height


@pytest.mark.parametrize(
    "picture",
    [
        satisfaction(channel("Kiosk", Share(0, 0))),
        tasks(),
        tasks(AreaTasks("I", {})),
        lateness(),
        lateness(Share(0, 0)),
    ],
)
def test_an_empty_period_says_so(picture: bytes) -> None:
    image = opened(picture)
    assert image.height < 300
    assert image.crop((0, 150, WIDTH, image.height)).convert("L").histogram()[26] > 100


# Any figures


@pytest.mark.parametrize("count", [1, 2, 12, 24, 25, 120])
def test_any_number_of_months_is_drawn(count: int) -> None:
    opened(lateness(*[Share(1, 50 + number) for number in range(count)]))
    opened(satisfaction(*[channel(name, *[Share(9, 10)] * count) for name in ("Web", "Kiosk")]))


@pytest.mark.parametrize("count", [1, 9, 10, 15, 60])
def test_any_number_of_areas_and_channels_is_drawn(count: int) -> None:
    opened(tasks(*[AreaTasks(LONG_NAME, dict.fromkeys(TaskState, number + 1)) for number in range(count)]))
    opened(satisfaction(*[channel(LONG_NAME, Share(9, 10), Share(7, 10)) for _ in range(count)]))


@settings(max_examples=40, deadline=None)
@given(
    NAMES,
    st.lists(DAYS, min_size=1, max_size=26),
    st.lists(NAMES, min_size=1, max_size=3),
    st.integers(0, 100),
    st.data(),
)
def test_any_satisfaction_is_drawn(
    subtitle: str, days: list[date], names: list[str], target: int, data: st.DataObject
) -> None:
    shares = st.lists(SHARES, min_size=len(days), max_size=len(days)).map(tuple)
    channels = tuple(Channel(name, data.draw(shares), data.draw(SHARES)) for name in names)
    opened(satisfaction_chart(SAY, Satisfaction(subtitle, tuple(days), channels, target)))


@settings(max_examples=40, deadline=None)
@given(NAMES, st.lists(st.builds(AreaTasks, NAMES, COUNTS), max_size=15))
@example("", [AreaTasks("I", {TaskState.DONE: 10**6, TaskState.OVERDUE: 1})])
def test_any_tasks_are_drawn(subtitle: str, areas: list[AreaTasks]) -> None:
    opened(tasks_chart(SAY, Tasks(subtitle, tuple(areas))))


@settings(max_examples=40, deadline=None)
@given(NAMES, st.lists(st.tuples(DAYS, SHARES), max_size=26))
def test_any_lateness_is_drawn(subtitle: str, rows: list[tuple[date, Share]]) -> None:
    figures = Lateness(subtitle, tuple(day for day, _ in rows), tuple(share for _, share in rows))
    opened(lateness_chart(SAY, figures))


def test_one_late_dossier_among_a_million_is_seen() -> None:
    red = (163, 32, 26)
    few = opened(lateness(Share(1, 2), Share(1, 10**6))).crop((0, 180, WIDTH, 236))
    assert red in {colour for _, colour in few.getcolors(10**6) or []}
    assert red not in {colour for _, colour in opened(lateness(Share(0, 9))).getcolors(10**6) or []}


def test_one_overdue_task_among_hundreds_is_seen() -> None:
    counts = {TaskState.DONE: 400, TaskState.UNREPORTED: 3}
    image = opened(tasks(AreaTasks("I", {**counts, TaskState.OVERDUE: 1})))
    bar = image.crop((0, image.height - 96, WIDTH, image.height))
    red = [at for at in range(WIDTH) if bar.getpixel((at, 45)) == (163, 32, 26)]
    assert len(red) >= 10


@pytest.mark.parametrize(
    "draw",
    [
        lambda: satisfaction(*[channel(name, *[Share(97, 100)] * 12) for name in ("Web", "Telegram", "Kiosk")]),
        lambda: tasks(*[AreaTasks(LONG_NAME, dict.fromkeys(TaskState, 3)) for _ in range(7)]),
        lambda: lateness(*[Share(2, 600)] * 12),
    ],
)  # fmt: skip
def test_a_year_is_drawn_in_well_under_100_ms(draw: Callable[[], bytes]) -> None:
    assert seconds(draw) < 0.1
