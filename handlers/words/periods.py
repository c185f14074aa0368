"""The name of a period in Vietnamese; `parse_period` reads every one of them back."""

from handlers.words.formats import day
from storage.ground.days.periods import Period, PeriodKind
from storage.ground.numerals import roman


def period_inside(period: Period) -> str:
    """Within a sentence: `quý II/2026`."""
    label = period_label(period)
    return label[0].lower() + label[1:]


def period_label(period: Period) -> str:
    first, last, year = period.first, period.last, period.first.year
    match period.kind:
        case PeriodKind.DAY:
            return f"Ngày {day(first)}"
        case PeriodKind.MONTH:
            return f"Tháng {first.month}/{year}"
        case PeriodKind.QUARTER:
            return f"Quý {roman(last.month // 3)}/{year}"
        case PeriodKind.HALF:
            return f"6 tháng {'đầu' if first.month == 1 else 'cuối'} năm {year}"
        case PeriodKind.NINE_MONTHS | PeriodKind.MONTHS:
            return f"{last.month} tháng năm {year}"
        case PeriodKind.YEAR:
            return f"Năm {year}"
        case _:
            return period_span(period)


def period_span(period: Period) -> str:
    """Its days, in no language: `01/04/2026 – 30/06/2026`."""
    return f"{day(period.first)} – {day(period.last)}"
