"""Numbers and dates as Vietnamese documents write them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_decimal

from storage.ground.days.working_time import LOCAL_ZONE

_LOCALE = Locale("vi")
_PLACES, _MOST_PLACES = 2, 9


def integer(number: int) -> str:
    """`6.981`"""
    return str(number) if -1000 < number < 1000 else format_decimal(number, locale=_LOCALE)


def padded(number: int) -> str:
    """`07`, `6.981`: a count as official documents write it, with a zero before one digit; `0` alone stays."""
    return f"{number:02}" if 0 < number < 10 else integer(number)


def percent(part: int, whole: int) -> str | None:
    """`99,97%`: rounded half up to two places, none where the rate is whole; None over nothing. What is not quite all
    or nothing has as many places as it takes to say so: `99,997%`."""
    if whole == 0:
        return None
    # One division of exact integers: dividing first and multiplying after would round twice.
    exact, places = Decimal(part * 100) / Decimal(whole), _PLACES
    while (rate := _rounded(exact, places)) in (0, 100) and rate != exact and places < _MOST_PLACES:
        places += 1
    pattern = "#,##0" if rate == rate.to_integral_value() else "#,##0." + "0" * places
    return format_decimal(rate, pattern, locale=_LOCALE, decimal_quantization=False) + "%"


def _rounded(rate: Decimal, places: int) -> Decimal:
    return rate.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


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


def sentence_case(text: str) -> str:
    """As a sentence or an item of a list begins."""
    return text[:1].upper() + text[1:]
