"""The base of every exception that a user can mend."""


class SitrepError(Exception):
    """Something a person can put right; the message names what is wrong and what to do."""
