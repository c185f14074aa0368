"""The director of a department with five rooms below it; the plan, dossiers and totals are the samples'."""

import re

from storage.models import Role
from tests.chat import Person, Town
from tests.samples import furnish

_TITLE = re.compile(r"(?:📊|⚖️|⏰ Hồ sơ|🏢|🗂|📑) .+")


async def person(town: Town) -> Person:
    await furnish(town)
    for name in ("Phòng Tổ chức", "Phòng Tài chính", "Trung tâm Văn hóa"):
        await town.unit(name)
    return await town.member(Role.DIRECTOR)


def shows(text: str) -> str | None:
    """Figures of a period, which may be another than was meant."""
    found = _TITLE.match(text)
    return found and found[0]
