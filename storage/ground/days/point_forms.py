"""How times are written in a folded text. Each form has a group of its own name, which says how it is read."""

from storage.ground.patterns import compiled_later

_YEAR = r"(?:19|20)\d\d(?!\d)"
_SHORT_YEAR = r"[2-4]\d(?![\d/.-]|\s*(?:ngay|thang))"
_OF_YEAR = rf"(?:\s*(?:(?:cua\s*)?,?\s*nam|[/.,-])?\s*(?P<NAME>{_YEAR})|\s*[/-]\s*(?P<NAMEs>{_SHORT_YEAR}))?"
_AND = r"\s*(?:,|;|&|\+|-|–|\bva\b|\bden\b|\btoi\b|\bhoac\b)\s*"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
# A further number of a list ("thang 6, 9 va 12"), but not the day of a date that follows ("thang 6, 15/12").
_MORE = rf"(?:{_AND}{_MONTH}(?!\s*[/.-]\s*\d{{1,2}}(?!\d)|\s*(?:thang|ngay)))*"
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?!\w)"
_COUNTED = r"(?!\s*(?:ngay|tuan|thang|nam|gio|phut|lan|cuoc|dot)\b(?! \d))"  # "02-03 ngay" counts days and names none
_TIMES = r"(?!\s*(?:lan|cuoc|dot|buoi)\b(?! \d))"
ORDINAL = r"(?:[1-5](?!\d)|i{1,3}|iv|nhat|hai|ba|tu|nam|dau(?:\s*tien)?|cuoi(?:\s*cung)?)(?!\w)"

_NOT_EACH = r"(?<!moi )(?<!hang )(?<!tung )"  # "mỗi tháng 01 bài" is no January


def _of_year(name: str) -> str:
    return _OF_YEAR.replace("NAME", name)


_FORMS = (
    rf"(?<!\d)(?P<iso>(?P<iso_year>{_YEAR})[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)",
    r"(?<!\d)(?P<full>\d{1,2}\s*(?P<mark>[/.-])\s*\d{1,2}\s*(?P=mark)\s*(?:\d{4}|\d{2}))(?!\d)",
    # Several days of one month; a comma only behind "ngày", as "đợt 1, 15/6" is one.
    (
        r"(?<![\d/.])(?P<days>(?:(?:(?<=ngay )\d{1,2}\s*(?:,\s*\d{1,2}\s*)*(?:,|\bva\b)|\d{1,2}"
        r"\s*(?:-|–|&|\bva\b|\bden\b))"
        r"\s*(?:ngay\s*)?)\d{1,2}\s*(?:/|\bthang\b)\s*\d{1,2}(?![\d/]*\s*[-–]\s*\d{1,2}/)(?!\d))"
        rf"(?:\s*(?:/|nam)\s*(?P<year_r>{_YEAR}))?"
    ),
    rf"(?<![\d/])(?P<month_range>\d{{1,2}}\s*[-–]\s*\d{{1,2}})\s*[/.]\s*(?P<year_n>{_YEAR})",
    r"(?<!\w)(?P<days_of>(?:ngay\s*\d{1,2}\s*,?|(?<!trong )\d{1,2})\s*(?:cua\s*)?(?:cac\s*)?thang\s*\d{1,2}(?!\d)"
    + _MORE
    + rf"(?:\s*(?:,|;|&|va)\s*(?:va\s*)?thang\s*{_MONTH}(?!\s*[/.-]\s*\d{{1,2}}(?!\d)))*)"
    + _TIMES + _of_year("year_a"),
    rf"(?<!\w)tuan\s*(?:le\s*)?(?:thu\s*)?(?P<week_of>(?:{ORDINAL}{_AND}(?:tuan\s*)?){{0,4}}{ORDINAL})\s*"
    r"(?:/\s*(?:thang)?|(?:cua\s*)?thang)\s*(?P<week_month>\d{1,2})(?!\d|\s*(?:-|–|den)\s*\d{1,2}\s*/)"
    + _of_year("year_w"),
    rf"(?<!\w)(?P<in_quarter>(?:tuan|thang)\s*(?:thu\s*)?(?:{ORDINAL}|giua)\s*(?:cua\s*)?quy\s*{_QUARTER}"
    rf"|nua\s*(?:dau|cuoi|sau)\s*(?:cua\s*)?quy\s*{_QUARTER})" + _of_year("year_u"),
    (
        _NOT_EACH + r"(?<!\w)tuan\s*(?:le\s*)?(?:thu\s*)?(?P<week>\d{1,2}(?:\s*(?:-|–|den)\s*\d{1,2})?)"
        r"(?!\d|\s*(?:,|va|/?\s*thang|hang|moi|cua|cac)|/(?:0?\d|1[0-2])(?!\d))"
        rf"(?:\s*(?:,?\s*(?:cua\s*)?nam|[/,-])\s*(?P<year_k>{_YEAR}))?"
    ),
    r"(?<!\w)(?P<part>thuong\s*tuan|trung\s*tuan|ha\s*tuan|nua\s*(?:dau|cuoi|sau))\s*(?:cua\s*)?"
    r"thang\s*(?P<part_month>\d{1,2})(?!\d)" + _of_year("year_p"),
    r"(?<!\w)(?P<vague>(?:dau|giua)\s*(?:cua\s*)?(?:thang\s*\d{1,2}(?!\d)|quy\s*" + _QUARTER + "|nam))"
    + _of_year("year_v"),
    r"(?<![\d/-])(?P<half>\d{1,2}\s*thang\s*(?:dau|cuoi)?\s*(?:cua\s*)?nam)(?!\w)" + _of_year("year_b"),
    r"(?<!\w)(?P<half_word>nua\s*(?:(?:dau|cuoi|sau)\s*(?:cua\s*)?nam|nam\s*(?:dau|cuoi|sau)))(?!\w)"
    + _of_year("year_h"),
    rf"{_NOT_EACH}(?<!\w)(?:thang|t\.?)\s*(?P<months>\d{{1,2}}(?!\d){_MORE})" + _TIMES + _of_year("year_c"),
    rf"{_NOT_EACH}(?<!\w)(?:quy|q\.?)\s*(?P<quarters>{_QUARTER}(?:(?:{_AND}|/){_QUARTER}|\s+(?:iv|i{{1,3}})(?!\w))*)"
    + _of_year("year_d"),
    r"(?<!\w)quy\s*(?P<quarter_word>dau(?:\s*tien)?|cuoi(?:\s*cung)?)(?:\s*(?:cua\s*)?nam)?(?!\w)" + _of_year("year_q"),
    rf"(?<![\w/])(?P<roman>(?:(?:iv|i{{1,3}}){_AND}){{0,3}}(?:iv|i{{1,3}}))\s*/\s*(?P<year_o>{_YEAR})",
    # Not the number of a document ("03/2019/QD-UBND").
    rf"(?<![\w/])(?P<month_year>\d{{1,2}}\s*[/.-]\s*{_YEAR})(?!/\w)",
    rf"(?<!\d)(?P<year_month>{_YEAR}-\d\d)(?![\d-])",
    r"(?<![\d/.])(?P<short>\d{1,2}\s*[/-]\s*\d{1,2})(?![\d/]|\.\d|-\d{4})" + _COUNTED
    + rf"(?:\s*(?:cua )?nam\s*(?P<year_s>{_YEAR}))?",
    r"(?:^|(?<=ngay )|(?<=truoc )|(?<=den )|(?<=het ))(?P<dotted>\d{1,2}\.\d{1,2})(?=\s*(?:[;,()]|$|den\b|-|va\b))",
    r"(?<!\w)(?P<year_end>(?:cuoi|het)\s*nam|(?<=va )ca nam)(?!\w)" + _of_year("year_e"),
)  # fmt: skip
POINTS = compiled_later("|".join(_FORMS))
