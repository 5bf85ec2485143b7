"""Reads rules as RFC 5545 says, by dateutil.

In: a JSON array of [rule, first start, as the clock there shows both]. Out: a JSON array, for each its starts.
"""
import json
import sys
from datetime import datetime

from dateutil.rrule import rrulestr


def starts(rule, first):
    found = rrulestr(rule, dtstart=datetime.fromisoformat(first))
    return [start.strftime("%Y-%m-%dT%H:%M") for start in found]


json.dump([starts(*each) for each in json.load(sys.stdin)], sys.stdout)
