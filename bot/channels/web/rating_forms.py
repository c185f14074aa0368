"""What the second form of the rating page says, part by part."""

from dataclasses import dataclass
from functools import partial

from handlers.citizens.rating_page import (
    PageAspect,
    RatingView,
    aspect_on_page,
    comment_on_page,
    contact_on_page,
    reasons_on_page,
)
from handlers.context import Call
from handlers.words.catalogue import Words
from handlers.words.keys import ASPECT, LEVEL, REASON
from storage.ratings.details import LEVELS, UNHAPPY_TO, Reason


@dataclass(frozen=True, slots=True)
class PageSaid:
    """`part`: of the form, so that each part counts once. `call`: what is done about it."""

    part: str
    call: Call
    text: str = ""
    label: str = ""


def said_on_page(say: Words, view: RatingView, rating_id: int, fields: list[tuple[str, str]]) -> list[PageSaid]:
    """Only what is new: a form sent twice adds nothing the second time."""
    form, ticked = dict(fields), {value for name, value in fields if name == "reason"}
    reasons = [reason for reason in Reason if reason in ticked]
    said = []
    if is_unhappy(view) and set(reasons) != set(view.reasons):
        label = ", ".join(say(REASON[reason]) for reason in reasons) or "–"
        said.append(PageSaid("reasons", partial(reasons_on_page, rating_id=rating_id, chosen=reasons), label=label))
    said += _aspect_said(say, view, rating_id, form.get("aspect", ""))
    comment = form.get("comment", "").strip()
    if form.get("contact") and not view.contact:
        label = say("rating_page.contact")
        said.append(PageSaid("contact", partial(contact_on_page, rating_id=rating_id), label=label))
    if comment and comment != view.comment:
        said.append(PageSaid("comment", partial(comment_on_page, rating_id=rating_id), text=comment))
    return said


def _aspect_said(say: Words, view: RatingView, rating_id: int, chosen: str) -> list[PageSaid]:
    levels = {str(level): level for level in LEVELS}
    if view.aspect is None or chosen not in levels or levels[chosen] == view.aspect_level:
        return []
    answer = PageAspect(view.aspect, levels[chosen])
    label = f"{say(ASPECT[answer.aspect])}: {say(LEVEL[answer.level])}"
    return [PageSaid(f"aspect-{chosen}", partial(aspect_on_page, rating_id=rating_id, answer=answer), label=label)]


def is_unhappy(view: RatingView) -> bool:
    return view.level is not None and view.level <= UNHAPPY_TO
