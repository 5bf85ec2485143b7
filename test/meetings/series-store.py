"""A calendar that keeps series: takes scheduling messages as RFC 5546 says, and shows after each when what takes place.

A newer message about a whole series takes the place of all that was there of it, also of what stood apart.

In: a JSON array of iCalendar objects. Out: a JSON array, for each the meetings as [start in UTC, summary], by start.
"""
import json
import re
import sys
from datetime import timezone

from dateutil.rrule import rrulestr
from icalendar import Calendar


def utc(moment):
    return moment.astimezone(timezone.utc)


def shown(moment):
    return utc(moment).strftime("%Y-%m-%dT%H:%M")


def local(zone, naive):
    return zone.localize(naive) if hasattr(zone, "localize") else naive.replace(tzinfo=zone)


def order(event):
    return int(event.get("SEQUENCE", 0)), event.decoded("DTSTAMP").isoformat()


def left_out(event):
    found = event.get("EXDATE", [])
    each = found if isinstance(found, list) else [found]
    return {shown(date.dt) for dates in each if dates for date in dates.dts}


def starts(event):
    start = event.decoded("DTSTART")
    if "RRULE" not in event:
        return [shown(start)]
    zone, naive = start.tzinfo, start.replace(tzinfo=None)
    rule = event["RRULE"].to_ical().decode()
    until = re.search(r"UNTIL=(\d{8}T\d{6}Z)", rule)
    if until:
        end = event["RRULE"]["UNTIL"][0].astimezone(zone).strftime("%Y%m%dT%H%M%S")
        rule = rule.replace(until.group(1), end)
    return [shown(local(zone, each)) for each in rrulestr(rule, dtstart=naive)]


def take(store, text):
    calendar = Calendar.from_ical(text)
    gone = str(calendar["METHOD"]) == "CANCEL"
    if str(calendar["METHOD"]) == "PUBLISH":
        store.clear()
    for event in calendar.walk("VEVENT"):
        held = store.setdefault(str(event["UID"]), {"whole": None, "apart": {}})
        if "RECURRENCE-ID" in event:
            key = shown(event.decoded("RECURRENCE-ID"))
            if key not in held["apart"] or order(event) >= order(held["apart"][key][0]):
                held["apart"][key] = event, gone
        elif not held["whole"] or order(event) >= order(held["whole"][0]):
            held["whole"], held["apart"] = (event, gone), {}


def meetings(store):
    found = []
    for held in store.values():
        whole, gone = held["whole"] or (None, True)
        if gone:
            continue
        out = left_out(whole) | set(held["apart"])
        found += [[start, str(whole["SUMMARY"])] for start in starts(whole) if start not in out]
        found += [
            [shown(event.decoded("DTSTART")), str(event["SUMMARY"])]
            for event, off in held["apart"].values()
            if not off
        ]
    return sorted(found)


store, after = {}, []
for message in json.load(sys.stdin):
    take(store, message)
    after.append(meetings(store))
json.dump(after, sys.stdout)
