"""Settings that are more than a word or a number; each raises ValueError for what it cannot read."""

from datetime import date, time

from handlers.kit.occasion import EXPORT_COLUMNS

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_session(text: str) -> tuple[time, time]:
    """`07:30-11:30`"""
    start, _, end = text.partition("-")
    return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())


def read_hours(text: str) -> tuple[tuple[time, time], ...]:
    sessions = tuple(read_session(session) for session in text.split(","))
    moments = [moment for session in sessions for moment in session]
    if moments != sorted(set(moments)):
        raise ValueError("sessions must be in order, like 07:30-11:30,13:00-17:00")
    return sessions


def read_days(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(day.strip()) for day in text.split(",") if day.strip())


def read_weekly(text: str) -> tuple[int, time]:
    """`mon 07:30`: weekday (0 Monday) and time."""
    weekday, _, at = text.strip().lower().partition(" ")
    return _WEEKDAYS.index(weekday), time.fromisoformat(at.strip())


def read_parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def read_columns(text: str) -> tuple[str, ...]:
    names = read_parts(text, ",")
    unknown = [name for name in names if name not in EXPORT_COLUMNS]
    if unknown or not names:
        raise ValueError(f"unknown columns: {', '.join(unknown)}")
    return names
