"""Do two reports tell of one event? A score in log-odds, with reasons."""

from datetime import date
from math import log

from schemas.event import Deployment, Meeting, Transfer, Visit
from tasks.resolve.arms import weigh_transfer
from tasks.resolve.evidence import Evidence, Finding, Verdict, VetoError, named
from tasks.resolve.facts import Facts
from tasks.resolve.forces import weigh_deployment
from tasks.resolve.weights import Kind, weights
from tasks.resolve.when import Window, distance
from tasks.resolve.where import Nearness, nearness
from tasks.resolve.who import other_people, pairs, weigh_people

FLOOR = -8.0
"""A distance in time speaks no more against one event than this, unless both dates are given."""
IN_COMMON = 2
"""Participants that two reports of a meeting must share, where both name as many."""
PLAN_DAYS = 3
"""Days by which a plan may be told after the event that it became."""
NEWS_OF_THE_DAY = 4.0
"""What was done and is told without a date is some days old: what is told so again later counts as
another sooner by this factor. Set on 50 merges of Current Events, judged by hand."""


def compare(a: Facts, b: Facts) -> Verdict:
    """Return whether two reports tell of one event; symmetric.

    A score above zero says that they do. It is what the two say, and nothing else: neither other
    reports nor the order in which they came have a say.
    """
    if a.order > b.order:
        a, b = b, a
    kind = a.event.type
    if kind != b.event.type:
        return Verdict(FLOOR, veto=f"a {kind} is no {b.event.type}")
    if a.document == b.document:
        return Verdict(FLOOR, veto="one text tells them as two")
    evidence = Evidence([Finding("start", weights().start[kind], "")])
    try:
        people = _weigh_kind(evidence, a, b)
        _weigh_time(evidence, a, b, people)
    except VetoError as veto:
        return Verdict(FLOOR, tuple(evidence), str(veto))
    _weigh_words(evidence, a, b)
    return Verdict(round(sum(each.weight for each in evidence), 6), tuple(evidence))


def _weigh_kind(evidence: Evidence, a: Facts, b: Facts) -> int:
    """Compare all but the time; return what makes chance unlikely: how many people both name."""
    match a.event, b.event:
        case Visit(), Visit():
            return _weigh_visit(evidence, a, b)
        case Meeting() as one, Meeting() as other:
            return _weigh_meeting(evidence, a, b, one, other)
        case Deployment() as one, Deployment() as other:
            weigh_deployment(evidence, a, b, one, other)
            _weigh_place(evidence, a, b, "other_place")
            return int(one.force.country not in (one.country, other.country))
        case Transfer() as one, Transfer() as other:
            weigh_transfer(evidence, a, b, one, other)
    return 0


def _weigh_visit(evidence: Evidence, a: Facts, b: Facts) -> int:
    ones, others = a.sides["visitors"], b.sides["visitors"]
    matches = pairs(ones, others)
    if not matches:
        raise VetoError("other visitors")
    people = weigh_people(evidence, matches)
    if not people:
        _weigh_other_people(evidence, a, b, "visitors")
    hosts = [each for each in pairs(a.sides["hosts"], b.sides["hosts"]) if each.likeness]
    if hosts:
        evidence.add("same_host", f"received by {named(each.one.name for each in hosts)}")
    home = {each.country for each in ones} == {a.event.country}
    _weigh_place(evidence, a, b, "other_place_at_home" if home else None)
    return people


def _weigh_meeting(evidence: Evidence, a: Facts, b: Facts, one: Meeting, other: Meeting) -> int:
    ones, others = a.sides["participants"], b.sides["participants"]
    matches = pairs(ones, others)
    if len(matches) < min(IN_COMMON, len(ones), len(others)):
        raise VetoError("other participants")
    people = weigh_people(evidence, matches)
    _weigh_other_people(evidence, a, b, "participants")
    _weigh_sides(evidence, {p.country for p in ones}, {p.country for p in others})
    if len(matches) == len(ones) == len(others) and all(hit.likeness for hit in matches):
        evidence.add("all_the_same", "nobody else takes part")
    if (one.mode == "in_person") != (other.mode == "in_person"):
        evidence.add("other_mode", "one in person, one by phone or video")
    _weigh_place(evidence, a, b, "other_venue")
    return people


def _weigh_other_people(evidence: Evidence, a: Facts, b: Facts, slot: str) -> None:
    ones, others = a.sides[slot], b.sides[slot]
    country = other_people(ones, others, pairs(ones, others))
    if country is not None:
        evidence.add("other_person", f"other people of {country or 'no country'}")


def _weigh_sides(evidence: Evidence, one: set[str | None], other: set[str | None]) -> None:
    one, other = one - {None}, other - {None}
    if one == other:
        return
    if one <= other or other <= one:
        evidence.add("sides_missing", f"{named(one ^ other)} told by one only")
    else:
        evidence.add("sides_differ", f"{named(one - other)} against {named(other - one)}")


def _weigh_place(evidence: Evidence, a: Facts, b: Facts, far: str | None) -> None:
    """Compare country and place; `far` is what it means that two places are far apart.

    Raises:
        VetoError: two countries.
    """
    here, there = a.event.country, b.event.country
    if here and there:
        if here != there:
            raise VetoError(f"{here} is not {there}")
        evidence.add("same_country", f"in {here}")
    elif here or there:
        lacking, other = (b, a) if here else (a, b)
        lone = lacking.event.place is not None and other.event.place is None
        evidence.add("place_for_country" if lone else "no_country", "one tells no country")
    if far == "other_place_at_home" and not (a.event.place and b.event.place):
        evidence.add("no_place_at_home", "at home, and one tells no place")
    if a.event.place and b.event.place:
        found = nearness(a.event.place, b.event.place, here or there)
        told = f"{a.event.place}, {b.event.place}"
        if found in (Nearness.SAME, Nearness.NEAR):
            evidence.add("same_place", f"at {told}", 1.0 if found is Nearness.SAME else 0.7)
        elif found is Nearness.APART and far is not None:
            evidence.add(far, f"far apart: {told}")
        elif far is not None and a.event.type != "meeting":
            evidence.add("place_unlike", f"at {told}")


def _kind(a: Facts, b: Facts) -> Kind:
    modes = {each.event.mode for each in (a, b) if isinstance(each.event, Meeting)}
    return "call" if modes and "in_person" not in modes else a.event.type


def _weigh_time(evidence: Evidence, a: Facts, b: Facts, people: int) -> None:
    """Compare when.

    Raises:
        VetoError: two dates too far apart.
    """
    found = distance(a.window, b.window)
    if a.window.dated and b.window.dated and found.gap > weights().apart[a.event.type]:
        raise VetoError(f"{a.event.date} is not {b.event.date}")
    if found.gap > weights().horizon[a.event.type]:
        raise VetoError(f"{_told(a)} and {_told(b)} are too far apart")
    recurrence = weights().recurrence[_kind(a, b)]
    usual = recurrence.named if people else recurrence.unnamed
    words = f"{_told(a)} and {_told(b)}"
    if found.days is None:
        name = "no_time" if people else "no_time_no_name"
        evidence.add(name, "nothing tells when one of them was")
        chance = 0.0
    else:
        chance = log(usual / (found.days + found.gap))
        if _is_news_of_the_day(a) and _is_news_of_the_day(b):
            usual /= NEWS_OF_THE_DAY
    evidence.append(Finding("time", max(FLOOR, chance - found.gap / usual), words))
    if a.window.exact and b.window.exact and found.gap:
        days = "a day" if found.gap == 1 else f"{found.gap} days"
        weight = weights().gap[_kind(a, b)] * found.gap
        evidence.append(Finding("gap", weight, f"{days} between"))
    _weigh_order(evidence, a, b)


def _is_news_of_the_day(report: Facts) -> bool:
    """True of a visit or meeting that is over or under way, dated by the publication alone."""
    done = report.event.status in ("occurred", "ongoing")
    brief = report.event.type in ("visit", "meeting")
    return brief and done and report.window.origin == "publication"


def _told(report: Facts) -> str:
    if report.event.date:
        return report.event.date
    if report.published is None:
        return "no date"
    ahead = "planned" if report.window.ahead else "told"
    return f"{ahead} {report.published}"


def _weigh_order(evidence: Evidence, a: Facts, b: Facts) -> None:
    """What is planned has not yet been."""
    for plan, event in ((a, b), (b, a)):
        if plan.event.status != "planned" or event.event.status not in ("occurred", "ongoing"):
            continue
        end = _over(event.window)
        if plan.published and end and (plan.published - end).days > PLAN_DAYS:
            evidence.add("plan_after_event", f"planned {plan.published}, over by {end}")


def _over(window: Window) -> date | None:
    return window.end if window.exact else None


def _weigh_words(evidence: Evidence, a: Facts, b: Facts) -> None:
    if _plain(a) == _plain(b):
        evidence.add("same_words", "in the same words")


def _plain(report: Facts) -> str:
    return " ".join(report.event.evidence[0].lower().split())
