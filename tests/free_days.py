"""`python -m tests.free_days` writes the table of public holidays anew, of the library installed."""

import csv

from storage.ground.days.free_days import FIRST_YEAR, LAST_YEAR, OFF, TABLE, WORKED, of_library


def main() -> None:
    rows = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        off, worked = of_library(year)
        rows += [(day.isoformat(), OFF) for day in off] + [(day.isoformat(), WORKED) for day in worked]
    with TABLE.open("w", encoding="ascii", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(sorted(rows))


if __name__ == "__main__":
    main()
