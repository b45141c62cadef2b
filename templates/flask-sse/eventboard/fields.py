"""The fields of a post, as somebody sent them."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from eventboard.models import HIGHEST_NUMBER, Post, db

LONGEST_TITLE = 200
LONGEST_BODY = 10_000
HIGHEST_PRICE = Decimal("99999999.99")


def read_post(fields):
    """What a post is made from, and what is wrong with which field."""
    readers = {
        "title": title,
        "body": body,
        "price": price,
        "starts_at": starts_at,
        "reply_to": reply_to,
    }
    values, faults = {}, {}
    for name, read in readers.items():
        try:
            values[name] = read(text(fields.get(name)))
        except ValueError as fault:
            faults[name] = str(fault)
    return values, faults


def text(sent):
    """What was sent as text that every database can hold; nothing is no text."""
    text = "" if sent is None else str(sent).strip()
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("Enter text.")
    return text


def title(text):
    if not 1 <= len(text) <= LONGEST_TITLE:
        raise ValueError(f"Enter 1 to {LONGEST_TITLE} characters.")
    return text


def body(text):
    if len(text) > LONGEST_BODY:
        raise ValueError(f"Enter at most {LONGEST_BODY} characters.")
    return text


def price(text):
    if not text:
        return None
    try:
        value = Decimal(text).quantize(Decimal("0.01"))
        if 0 <= value <= HIGHEST_PRICE:
            return value
    except InvalidOperation:
        pass
    raise ValueError(f"Enter an amount from 0 to {HIGHEST_PRICE}, such as 12.50.")


def starts_at(text):
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("Enter a time with its zone, such as 2025-03-15T18:00+01:00.")


def reply_to(text):
    if not text:
        return None
    if text.isdecimal() and int(text) <= HIGHEST_NUMBER:
        post = db.session.scalar(db.select(Post).filter_by(number=int(text)))
        if post:
            return post
    raise ValueError("Enter the number of a post.")
