"""The people one is by turns in demo mode."""

from bot.channels.web.sessions import CITIZEN
from bot.demo.people import role_name, staff_unit
from bot.intake import Clock
from storage.database import Database
from storage.ground.channels import WEB
from storage.ground.days.working_time import local_day
from storage.models import Role
from storage.people.people import appoint, find_senders
from storage.people.units import root_unit


class Personas:
    """Gives a demo persona its role when its conversation is first used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._ready: set[str] = set()

    async def prepare(self, address: str, persona: str) -> None:
        if persona == CITIZEN or address in self._ready:
            return
        now = self._clock()
        async with self._database.write(beside=True) as db:
            person = (await find_senders(db, WEB, {address: "vi"}, now, local_day(now)))[address]
            root = await root_unit(db)
            if root is not None:
                unit_id = await staff_unit(db, root.id) if persona == "staff" else root.id
                await appoint(db, person.id, Role(persona), unit_id, await role_name(db, Role(persona), unit_id))
        self._ready.add(address)
