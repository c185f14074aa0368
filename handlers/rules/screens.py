"""`/quydinh`: which targets, names, clocks, forms, calendars and working days hold when, and by which source."""

from collections.abc import Iterator
from datetime import date

from handlers.context import Answer, Context
from handlers.kit.screens import Row, in_pairs, screen
from handlers.replies import Button, Heading, Reply
from handlers.rules.actions import SetRule, ShowGroup, ShowRule, ShowRules, UndoRule
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day
from storage.ground.text import shorten
from storage.models import Role
from storage.people.units import root_unit
from storage.rules.rules import Held, Measure, RuleGroup, RuleName, Rules, group_of, load_rules, measure_of, names_in

NAME = Keys("rule.name_{}", RuleName)
_GROUP = Keys("rule.group_{}", RuleGroup)
_VALUE = Keys("rule.value_{}", Measure)
_SHOWN = 12
_LONGEST_SOURCE = 120
_MONTHS = (RuleName.MONTH_CCHC, RuleName.MONTH_KSTTHC)


async def may_set(context: Context) -> bool:
    """A rule holds for all units of the installation, so the officer of the topmost one sets it."""
    root = await root_unit(context.db)
    return root is not None and root.id in context.sender.roles.get(Role.OFFICER, ())


async def rules_command(context: Context, argument: str) -> Answer:
    return await show_rules(context, ShowRules(), replaces=False)


async def show_rules(context: Context, action: ShowRules, *, replaces: bool = True) -> Reply:
    say, rules = context.say, await load_rules(context.db)
    lines: list[str] = [Heading(say("rule.title", day=day(context.today)))]
    for group in RuleGroup:
        lines += ["", Heading(say(_GROUP[group]))]
        lines += [f"• {say(NAME[name])}: {_now(context, rules, name)}" for name in names_in(group)]
    groups = [Button(say(_GROUP[group]), ShowGroup(group)) for group in RuleGroup]
    return screen(say, lines, in_pairs(groups), replaces=replaces)


def _now(context: Context, rules: Rules, name: RuleName) -> str:
    """The value of today; of days how many are set from today on."""
    say, today = context.say, context.today
    if measure_of(name) is Measure.DATES:
        coming = sum(on >= today for on in rules.days(name))
        return say("rule.days_coming", count=coming) if coming else say("rule.no_days")
    held = _held(context, rules, name, today)
    return _value(say, held) if held else say("rule.unknown")


def _held(context: Context, rules: Rules, name: RuleName, on: date) -> Held | None:
    """A calendar that nobody has set is the installation's."""
    held = rules.at(name, on)
    if held is not None or name not in _MONTHS:
        return held
    begins = dict(context.office.calendars.first_days)
    regime = next(regime for regime in begins if name is RuleName(f"month_{regime.value}"))
    return Held(None, name, str(begins[regime]), None, None, context.say("rule.from_settings"))


def _value(say: Words, held: Held) -> str:
    return say(_VALUE[measure_of(held.name)], value=held.value)


async def show_group(context: Context, action: ShowGroup) -> Answer:
    say, rules = context.say, await load_rules(context.db)
    lines: list[str] = [Heading(say(_GROUP[action.group]))]
    for name in names_in(action.group):
        lines.append(f"• {say(NAME[name])}: {_now(context, rules, name)}")
        held = _held(context, rules, name, context.today)
        if held is not None and measure_of(name) is not Measure.DATES:
            lines.append(f"  {_days(say, held)}. {say('rule.source', source=shorten(held.source, _LONGEST_SOURCE))}")
    choices = [Button(say(NAME[name]), ShowRule(name)) for name in names_in(action.group)]
    return screen(say, lines, [*choices, Button(say("button.back_to_rules"), ShowRules())], replaces=True)


async def show_rule(context: Context, action: ShowRule) -> Answer:
    return await rule_screen(context, action.rule, replaces=True)


async def rule_screen(context: Context, name: RuleName, done: str = "", *, replaces: bool = False) -> Reply:
    """Each value with its days, the newest first; what the officer has set can be taken back."""
    say, held = context.say, (await load_rules(context.db)).of(name)
    if not held and (usual := _held(context, Rules(()), name, context.today)) is not None:
        held = [usual]
    shown = list(reversed(held))[:_SHOWN]
    lines = [*([done, ""] if done else []), Heading(say(NAME[name])), *(_line(say, one) for one in shown)]
    if not held:
        lines.append(say("rule.no_days" if measure_of(name) is Measure.DATES else "rule.unknown"))
    if len(held) > len(shown):
        lines.append(say("rule.older", count=len(held) - len(shown)))
    rows: list[Row] = []
    if await may_set(context):
        rows = [Button(say("button.rule_set"), SetRule(name)), *_undo(say, shown)]
    return screen(say, lines, [*rows, Button(say("button.back_to_rules"), ShowGroup(group_of(name)))],
                  replaces=replaces)  # fmt: skip


def _undo(say: Words, shown: list[Held]) -> Iterator[Row]:
    for one in shown:
        if one.id is not None:
            yield Button(say("button.rule_undo", rule=shorten(_short(say, one), 50)), UndoRule(one.id))


def _short(say: Words, held: Held) -> str:
    value = "" if measure_of(held.name) is Measure.DATES else f"{_value(say, held)} "
    return f"{value}{_days(say, held)}"


def _line(say: Words, held: Held) -> str:
    whose = "" if held.id is None else say("rule.set_here")
    return f"• {_short(say, held)}{whose}\n  {say('rule.source', source=shorten(held.source, _LONGEST_SOURCE))}"


def _days(say: Words, held: Held) -> str:
    first, last = (day(on) if on else "" for on in (held.first, held.last))
    if measure_of(held.name) is Measure.DATES:
        return f"{first} – {last}" if last and last != first else first
    if first and last:
        return say("rule.between", first=first, last=last)
    if first:
        return say("rule.since", first=first)
    return say("rule.until", last=last) if last else say("rule.always")
