from handlers.kit.kept import reads
from handlers.report import actions as act
from handlers.report import commands, issued, issuing
from handlers.report.questions import AskNumber, AskPeriod
from handlers.report.template import commands as template
from handlers.routing import LEADERS, OFFICER, Route, Topic

TOPIC = Topic(
    commands=(
        Route(
            "baocao",
            commands.report_command,
            OFFICER,
            aliases=("report",),
            words=("bao cao", "lap bao cao", "xuat bao cao", "tao bao cao", "soan bao cao"),
        ),
        Route("phathanh", issued.issued_command, LEADERS, words=("bao cao da phat hanh", "phat hanh")),
        Route("mau", template.template_command, OFFICER, aliases=("template",), words=("mau bao cao",)),
    ),
    actions=(
        Route.tap(act.MakeReport, commands.report_for, OFFICER),
        Route.tap(act.MakeWithout, commands.report_without, OFFICER),
        Route.tap(act.IssueReport, issuing.ask_number, OFFICER),
        Route.tap(act.IssueAsMade, issuing.issue_as_made, OFFICER),
        Route.tap(act.ShowIssued, issued.show_issued, LEADERS),
        Route.tap(act.ShowIssuedList, issued.show_list, LEADERS),
        Route.tap(act.SendIssued, issued.send_files, LEADERS),
        Route.tap(act.ShowTemplate, template.show_template, OFFICER),
        Route.tap(act.SendTemplate, template.get_template, OFFICER),
        Route.tap(act.SendExample, template.start_example, OFFICER),
        Route.tap(act.ShowFields, template.show_fields, OFFICER),
        Route.tap(act.AskRemoval, template.ask_remove, OFFICER),
        Route.tap(act.RemoveTemplate, template.remove, OFFICER),
    ),
    answers=reads(AskPeriod, commands.period_answered) | reads(AskNumber, issuing.number_answered),
)
