"""Dates: finding the words that tell when, and resolving them to EDTF."""

from tasks.extract.time.clock import Clock, Tense
from tasks.extract.time.find import DateMention, find_dates
from tasks.extract.time.resolve import resolve

__all__ = ["Clock", "DateMention", "Tense", "find_dates", "resolve"]
