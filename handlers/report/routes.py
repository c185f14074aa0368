from handlers.report import commands, issued, issuing
from handlers.report.template import commands as template
from handlers.routing import LEADERS, OFFICER, Route, Topic

TOPIC = Topic(
    commands=(
        Route("baocao", commands.report_command, OFFICER, aliases=("report",), words=("bao cao",)),
        Route("phathanh", issued.issued_command, LEADERS, words=("bao cao da phat hanh", "phat hanh")),
        Route("mau", template.template_command, OFFICER, aliases=("template",), words=("mau bao cao",)),
    ),
    actions=(
        Route("report_for", commands.report_for, OFFICER),
        Route("report_issue", issuing.ask_number, OFFICER),
        Route("report_as_made", issuing.issue_as_made, OFFICER),
        Route("issued", issued.show_issued, LEADERS),
        Route("issued_list", issued.show_list, LEADERS),
        Route("issued_files", issued.send_files, LEADERS),
        Route("template", template.template_command, OFFICER),
        Route("template_get", template.get_template, OFFICER),
        Route("template_example", template.start_example, OFFICER),
        Route("template_fields", template.show_fields, OFFICER),
        Route("template_remove", template.ask_remove, OFFICER),
        Route("template_remove_do", template.remove, OFFICER),
    ),
    answers={
        "report_period": commands.period_answered,
        "report_number": issuing.number_answered,
    },
)
