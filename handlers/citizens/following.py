"""Whoever follows a dossier hears of each change of its state once, by day, and what there is to do."""

from collections import defaultdict

from handlers.citizens.actions import ShowDossier, StopMessages
from handlers.citizens.returns import is_day
from handlers.kit.occasion import Occasion, words_for
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from storage.dossiers.dossiers import DossierView, find_dossier
from storage.dossiers.following import Heard, News, claim_news
from storage.people.people import Sender, senders_by_id

_NEWS = Keys("dossier_news.{}", News)
_TOLD_WHOLE = 4  # dossiers in one message, before the others are only counted


async def tell_news(occasion: Occasion) -> None:
    if not is_day(occasion.now):
        return
    of_person: defaultdict[int, list[Heard]] = defaultdict(list)
    for heard in await claim_news(occasion.db):
        of_person[heard.person_id].append(heard)
    for person in (await senders_by_id(occasion.db, of_person)).values():
        if person.is_citizen:
            await _tell(occasion, person, of_person[person.id])


async def _tell(occasion: Occasion, person: Sender, news: list[Heard]) -> None:
    """One message, however many of their dossiers have changed together."""
    say = words_for(person)
    parts, first = [], None
    for heard in news[:_TOLD_WHOLE]:
        if (dossier := await find_dossier(occasion.db, heard.dossier_id)) is not None:
            first = first or dossier
            parts.append(_words(say, heard.news, dossier))
    if first is None:
        return
    if len(news) > _TOLD_WHOLE:
        parts.append(say("dossier_news.more", count=integer(len(news) - _TOLD_WHOLE)))
    text = "\n\n".join([occasion.office.agency, *parts])
    see = Button(say("button.see_dossier", code=first.code), ShowDossier(first.id))
    occasion.notify(person, Reply(text, ((see,), (Button(say("button.stop"), StopMessages()),))))


def _words(say: Words, news: News, dossier: DossierView) -> str:
    key = _NEWS[news]
    if news is News.RESUMED and dossier.due_on is None:
        key = "dossier_news.resumed_without_day"
    due = day(dossier.due_on) if dossier.due_on else ""
    return say(key, code=dossier.code, procedure=dossier.procedure, due=due)
