"""A small calendar: takes scheduling messages as RFC 5546 says, and shows after each what stands in it.

A published calendar takes the place of all that was there.

In: a JSON array of iCalendar objects. Out: a JSON array, for each the entries by their UID.
"""
import json
import sys

from icalendar import Calendar


def moment(event, name):
    return event.decoded(name).isoformat() if name in event else None


def entry(event):
    attendees = event.get("ATTENDEE")
    return {
        "sequence": int(event.get("SEQUENCE", 0)),
        "stamp": moment(event, "DTSTAMP"),
        "start": moment(event, "DTSTART"),
        "end": moment(event, "DTEND"),
        "summary": str(event.get("SUMMARY", "")),
        "location": str(event.get("LOCATION", "")),
        "status": str(event.get("STATUS", "")),
        "organizer": str(event.get("ORGANIZER", "")),
        "attendee": str(attendees[0] if isinstance(attendees, list) else attendees),
    }


def take(store, text):
    calendar = Calendar.from_ical(text)
    if str(calendar["METHOD"]) == "PUBLISH":
        store.clear()
    for event in calendar.walk("VEVENT"):
        uid, new = str(event["UID"]), entry(event)
        held = store.get(uid)
        if held and (new["sequence"], new["stamp"]) < (held["sequence"], held["stamp"]):
            continue
        if held and held["organizer"] != new["organizer"]:
            continue
        store[uid] = {**new, "gone": str(calendar["METHOD"]) == "CANCEL"}


store, shown = {}, []
for message in json.load(sys.stdin):
    take(store, message)
    shown.append({uid: dict(held) for uid, held in store.items() if not held["gone"]})
json.dump(shown, sys.stdout)
