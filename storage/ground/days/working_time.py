"""Working days and hours: weekdays that are no public holiday in Viet Nam, and days worked in exchange, within the
office's hours. Days off of the office's own are a setting."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.ground.days.free_days import exceptions

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(moment: datetime) -> date:
    """The day in Asia/Ho_Chi_Minh on which this moment falls."""
    return moment.astimezone(LOCAL_ZONE).date()


def local_start(day: date) -> datetime:
    """The moment that day begins."""
    return datetime.combine(day, time(), LOCAL_ZONE)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """`hours`: from–to within a day, in order. `days_worked`: besides those of the table, such as Saturdays worked in
    exchange that were decreed late; a day that is both is worked."""

    hours: tuple[tuple[time, time], ...] = ((time(7, 30), time(11, 30)), (time(13, 0), time(17, 0)))
    days_off: frozenset[date] = field(default_factory=frozenset)
    days_worked: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        if day in self.days_worked:
            return True
        off, worked = exceptions(day.year)
        return day not in self.days_off and day not in off and (day.weekday() < 5 or day in worked)

    def next_working_day(self, day: date) -> date:
        """The first one after this day."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def working_days(self, after: date, until: date) -> int:
        """Working days after the first day and up to the second; negative where the second comes first."""
        if until < after:
            return -self.working_days(until, after)
        days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
        return sum(map(self.is_working_day, days))

    def session_start(self, moment: datetime) -> datetime | None:
        """When the working session of this moment began; None outside working hours."""
        local = moment.astimezone(LOCAL_ZONE)
        if not self.is_working_day(local.date()):
            return None
        for start, end in self.hours:
            if start <= local.time() < end:
                return datetime.combine(local.date(), start, LOCAL_ZONE)
        return None
