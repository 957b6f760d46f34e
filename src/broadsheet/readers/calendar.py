"""What a nameplate says of a day: date, weekday, and, only when asked, the lunar date."""

from __future__ import annotations

from datetime import date, datetime, time

_WEEKDAYS = "一二三四五六日"

LUNAR_NAMES = ("lunar", "solar_term", "solar_term_next")


def day_values(day: date) -> dict[str, str]:
    """The places of furniture texts that a date fills."""
    weekday = _WEEKDAYS[day.weekday()]
    return {
        "date": day.isoformat(),
        "date_long": f"{day.year}年{day.month}月{day.day}日",
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
        "weekday": f"周{weekday}",
        "weekday_long": f"星期{weekday}",
    }


def lunar_values(day: date) -> dict[str, str]:
    """The lunar date (农历丙午年十月十五) and the solar terms: today's, empty on most days, and
    the next one with its lunar day (十月廿九大雪)."""
    from cnlunar import Lunar  # noqa: PLC0415  late: only nameplates need it

    noon = time(12)  # solar terms and lunar days change at midnight; noon is safe from both
    lunar = Lunar(datetime.combine(day, noon))
    month, day_of = lunar.lunarMonthCn.rstrip("大小"), lunar.lunarDayCn
    term = lunar.todaySolarTerms
    month_next, day_next = lunar.nextSolarTermDate
    next_day = date(lunar.nextSolarTermYear, month_next, day_next)
    coming = Lunar(datetime.combine(next_day, noon))
    coming_month = coming.lunarMonthCn.rstrip("大小")
    return {
        "lunar": f"农历{lunar.year8Char}年{month}{day_of}",
        "solar_term": "" if term == "无" else term,
        "solar_term_next": f"{coming_month}{coming.lunarDayCn}{lunar.nextSolarTerm}",
    }
