"""The files of the demo's department, as an officer would send them; dossiers and totals with dates around today."""

import csv
import io
import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from storage.imports.parsed import FileKind

SAMPLES = Path(__file__).parent / "samples"
DAYS = 280
A_DAY_AT_MOST = 4


def sample_files(today: date) -> Mapping[FileKind, bytes]:
    """In the order in which they are imported."""
    plan = (SAMPLES / "plan.csv").read_text("utf-8").format(year=today.year)
    return {
        FileKind.PLAN: plan.encode(),
        FileKind.PROCEDURES: (SAMPLES / "procedures.csv").read_bytes(),
        FileKind.DOSSIERS: sample_dossiers(today),
        FileKind.TOTALS: _totals(today),
    }


def _csv(rows: list[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def sample_dossiers(today: date) -> bytes:
    """The same ones for the same day: some late, every third of those without a letter."""
    chance = random.Random(today.toordinal())  # noqa: S311 - invented data
    head = [
        "Mã hồ sơ",
        "Mã thủ tục",
        "Số điện thoại",
        "Hình thức nộp",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Ngày trả kết quả",
        "Thư xin lỗi",
    ]
    rows: list[list[object]] = [list(head)]
    number = late = 0
    for back in range(DAYS, 0, -1):
        received = today - timedelta(days=back)
        if received.weekday() > 4:
            continue
        for _ in range(chance.randint(1, A_DAY_AT_MOST)):
            number += 1
            due = received + timedelta(days=chance.choice((5, 7, 10, 14)))
            is_late = number % 61 == 0
            late += is_late
            returned = due + timedelta(days=3) if is_late else due - timedelta(days=chance.randint(0, 3))
            phone = f"0900{chance.randrange(250):06d}"
            way = chance.choice(("Trực tiếp", "Trực tiếp", "Trực tuyến", "Bưu chính công ích"))
            shown = returned.strftime("%d/%m/%Y") if returned <= today else ""
            letter = "Có" if is_late and late % 3 and shown else ""
            days = [day.strftime("%d/%m/%Y") for day in (received, due)]
            rows.append(
                [
                    f"MAU-{received:%y%m%d}-{number:04d}",
                    f"MAU.00{chance.randint(1, 8)}",
                    phone,
                    way,
                    *days,
                    shown,
                    letter,
                ]
            )
    return _csv(rows)


def _totals(today: date) -> bytes:
    first = date(today.year, 1, 1)
    last = max(first, today.replace(day=1) - timedelta(days=1)) if today.month > 1 else today
    days = [first.strftime("%d/%m/%Y"), last.strftime("%d/%m/%Y")]
    head: list[object] = ["Kênh", "Từ ngày", "Đến ngày", "Hài lòng", "Tổng số"]
    return _csv(
        [
            head,
            ["Cổng góp ý của Thành phố", *days, 21, 22],
            ["Kiosk sảnh chính", *days, 14, 14],
            ["Phiếu giấy", *days, 24, 25],
        ]
    )
