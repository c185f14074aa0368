"""Reports of the tests: made, issued, opened again."""

from tests.chat import Message, Person, Town

PERIOD = "quý 2 2026"


async def bytes_of(town: Town, message: Message) -> bytes:
    return (await town.file(message)).content


async def makes(officer: Person, period: str = PERIOD) -> list[Message]:
    """The files of a report just made."""
    before = len(officer.inbox)
    await officer.says(f"/baocao {period}")
    return [message for message in officer.inbox[before:] if "file_id" in message.payload]


async def issues(officer: Person, number: str = "12/BC-ST ngày 15/06/2026") -> str:
    await officer.taps("Phát hành")
    await officer.says(number)
    return officer.hears


async def opens(person: Person) -> tuple[str, str]:
    """Details of the newest issued report, and what has changed."""
    before = len((await listed(person)).inbox)
    await person.taps("/BC-ST, Báo cáo")
    details, *others = person.inbox[before:]
    return details.text, others[-1].text


async def listed(person: Person) -> Person:
    await person.says("/phathanh")
    return person
