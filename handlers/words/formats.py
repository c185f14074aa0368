"""Numbers and dates as Vietnamese documents write them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_decimal

from storage.ground.days.working_time import LOCAL_ZONE

_LOCALE = Locale("vi")
_HUNDREDTH = Decimal("0.01")


def integer(number: int) -> str:
    """`6.981`"""
    return str(number) if -1000 < number < 1000 else format_decimal(number, locale=_LOCALE)


def percent(part: int, whole: int) -> str | None:
    """`99,97%`: rounded half up to two places, none where the rate is whole; None over nothing."""
    if whole == 0:
        return None
    # One division of exact integers: dividing first and multiplying after would round twice.
    rate = (Decimal(part * 100) / Decimal(whole)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    pattern = "#,##0" if rate == rate.to_integral_value() else "#,##0.00"
    return format_decimal(rate, pattern, locale=_LOCALE) + "%"


def day(value: date) -> str:
    """`09/10/2019`"""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def moment(value: datetime) -> str:
    """`07:30 09/10/2019`, in Asia/Ho_Chi_Minh"""
    local = value.astimezone(LOCAL_ZONE)
    return f"{local:%H:%M} {day(local.date())}"


def decimal(value: Decimal) -> str:
    """`6.981`, `91,5`: up to four places, none that are not needed."""
    return format_decimal(value, "#,##0.####", locale=_LOCALE)
