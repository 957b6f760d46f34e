"""What a nameplate says of a day: date, weekday, and, only when asked, the lunar date."""

from __future__ import annotations

from datetime import date, datetime, time

from broadsheet.model.style import Language

#: The lunar calendar's table ends beside these; no night's paper is outside them.
FIRST_DAY, LAST_DAY = date(1902, 1, 1), date(2098, 12, 31)

_DATES = {Language.KO: "{}년 {}월 {}일"}
_DATE = "{}年{}月{}日"

_WEEKDAYS = {
    Language.ZH_HANS: ("一二三四五六日", "周{}", "星期{}"),
    Language.ZH_HANT: ("一二三四五六日", "週{}", "星期{}"),
    Language.JA: ("月火水木金土日", "{}", "{}曜日"),
    Language.KO: ("월화수목금토일", "{}", "{}요일"),
}
"""What tells the days from Monday on, and how they are said in short and in full."""

_TRADITIONAL = str.maketrans("农历闰腊惊蛰谷满种处", "農曆閏臘驚蟄穀滿種處")
"""Every character of a lunar date and a solar term that is written otherwise in Traditional Chinese."""

LUNAR_NAMES = ("lunar", "solar_term", "solar_term_next")


def day_values(day: date, language: Language) -> dict[str, str]:
    """The places of furniture texts that a date fills, as the page's language says them."""
    names, short, full = _WEEKDAYS[language]
    weekday = names[day.weekday()]
    return {
        "date": day.isoformat(),
        "date_long": _DATES.get(language, _DATE).format(day.year, day.month, day.day),
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
        "weekday": short.format(weekday),
        "weekday_long": full.format(weekday),
    }


def lunar_values(day: date, language: Language) -> dict[str, str]:
    """The lunar date (农历丙午年十月十五) and the solar terms: today's, empty on most days, and
    the next one with its lunar day (十月廿九大雪). In Chinese, whatever the language."""
    from cnlunar import Lunar  # noqa: PLC0415  late: only nameplates need it

    noon = time(12)  # solar terms and lunar days change at midnight; noon is safe from both
    lunar = Lunar(datetime.combine(day, noon))
    month, day_of = lunar.lunarMonthCn.rstrip("大小"), lunar.lunarDayCn
    term = lunar.todaySolarTerms
    month_next, day_next = lunar.nextSolarTermDate
    next_day = date(lunar.nextSolarTermYear, month_next, day_next)
    coming = Lunar(datetime.combine(next_day, noon))
    coming_month = coming.lunarMonthCn.rstrip("大小")
    values = {
        "lunar": f"农历{lunar.year8Char}年{month}{day_of}",
        "solar_term": "" if term == "无" else term,
        "solar_term_next": f"{coming_month}{coming.lunarDayCn}{lunar.nextSolarTerm}",
    }
    if language is Language.ZH_HANT:
        return {name: value.translate(_TRADITIONAL) for name, value in values.items()}
    return values
