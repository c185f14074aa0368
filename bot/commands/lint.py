import asyncio
from collections import Counter
from collections.abc import Callable

from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.lint.collecting import collect_plans, lint_collected
from handlers.lint.words import finding_lines, head_lines, told
from handlers.making.lint_rules.findings import Severity
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.ground.days.period_text import parse_period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.lint.waivers import waived_codes
from storage.people.units import root_unit, subtree


async def print_findings(settings: Settings, text: str, show: Callable[[str], None]) -> int:
    """What `/kiemtra` finds; how many errors are left that nobody has waived."""
    now, say = utc_now(), Words("vi")
    today = local_day(now)
    period = parse_period(text or "năm nay", today)
    if period is None:
        raise Refusal("period.unknown")
    async with opened(settings) as database, database.read() as db:
        root = await root_unit(db)
        if root is None:
            raise Refusal("setup.empty")
        collected = await collect_plans(db, await subtree(db, [root.id]), period, today)
        waived = await waived_codes(db, [one.plan.id for one in collected])
    findings = told(say, await asyncio.to_thread(lint_collected, collected))
    left = [finding for finding in findings if (finding.plan_id, finding.code) not in waived]
    counts = Counter(finding.severity for finding in left)
    tasks = sum(len(one.plan.tasks) for one in collected)
    show("\n".join(head_lines(say, period, today, now, tasks, counts)))
    for finding in left:
        show("\n" + "\n   ".join(finding_lines(say, finding)))
    if len(left) < len(findings):
        show("\n" + say("cli.lint_waived", count=integer(len(findings) - len(left))))
    return counts[Severity.ERROR]
