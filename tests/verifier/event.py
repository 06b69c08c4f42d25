"""Events as `docs/protocol.md` has them: frame, header, bodies by kind."""

from postcard import (
    Malformed, array, blob, flag, i32, i64, id16, option, sequence, struct, text, u8, u16, u32, unit, variants, whole,
)

EVENT_BYTES_MAX = 65_536
CLOCK_MAX = 4_102_444_800_000 << 16
ACT_EVENTS_MAX = 4_096

day, moment, nik, minute = i32, i64, i64, u16
frame = struct(
    header=blob, personal=variants("none", ("present", blob), ("erased", array(32))), rest=blob
)
subject = variants(
    "visit", ("site", id16), ("device", id16), ("operator", id16), ("booking", id16), ("station", u8), ("import", id16),
    "office",
)
header = struct(
    format=u8, kind=u16, version=u8, act_step=u16, act_ends=flag, clock=i64, wall=i64, offset_ms=i64, operator=id16,
    subjects=sequence(subject),
)

person = struct(
    name=text, nik=option(nik), nik_as_written=text, birth_date=option(day), sex=option(variants("female", "male")),
    **{"class": text}, home_district=text, phone=text,
)
site_kind = variants("school", "campus", "ward", "workplace", "institution", "other")
site = struct(id=id16, name=text, kind=site_kind, district=text, contact=text, zone=variants("wib", "wita", "wit"))
span = struct(start=minute, end=minute)
hours = struct(day=day, open=span, breaks=sequence(struct(span=span, stations_open=u8)))
setup = struct(
    days=sequence(hours), stations=u8, minutes_per_person=u16, waiting_limit=u16, slot_minutes=u16, reserve_percent=u8,
    minimum_age=u8,
)
slot = struct(number=u16, day=day, span=span, capacity=u16, reserve=u16)
plan = struct(setup=setup, slots=sequence(slot))
missing = variants("missing_finger", "injured", "eye_condition", "cannot_sign")
failure = variants("device", "quality", "person", "unsaid")
capture = variants("captured", ("exception", struct(reason=missing, parts=u16)), ("failed", struct(reason=failure)))
outcome = variants("complete", "incomplete", "already_recorded", "biodata_problem", "not_served")
recorded = struct(
    station=u8, photo=capture, fingerprints=capture, irises=capture, signature=capture, outcome=outcome, detail=text
)
fact = struct(started=moment, finished=moment, marked=recorded)
source = variants(("roster", struct(**{"import": id16}, row=u32)), "walk_in")
moved = variants("lead", "replan", "late_class", "again", "desk")

head = struct(device=id16, seq=u32, link=array(32))
receipt = struct(
    scope=id16, heads=sequence(head), server=id16, key_id=u32, grade=variants("held", "kept"), at=moment, signature=blob
)

# An adopted event's personal part is that of the event it repeats.
AS_REPEATED = "as repeated"

# Kind: the body's type, and where its personal part stands in it, with that part's type.
BODIES = {
    1: (struct(name=text, public_key=array(32), credential=option(blob), opens=option(array(32))), None),
    2: (struct(mark=text), None),
    3: (struct(name=text), (["name"], text)),
    4: (struct(name=text), None),
    5: (struct(public_key=array(32), wrapped=blob), None),
    6: (struct(roles=u8), None),
    7: (unit, None),
    8: (struct(public_key=array(32)), None),
    9: (struct(name=text, salt=array(32), cost=struct(memory_kib=u32, passes=u32, lanes=u32)), None),
    10: (site, (["contact"], text)),
    12: (
        struct(
            name=text, public_key=array(32), van=id16, van_name=text, serial=u32, provisional=flag, credential=blob
        ),
        None,
    ),
    13: (struct(reason=variants("retired", "lost_or_stolen")), None),
    14: (
        struct(scope=id16, first_seq=u32, last_seq=u32, link=array(32), admitted=flag, reason=text),
        None,
    ),
    15: (
        struct(server=id16, key_id=u32, public_key=array(32), signature_first=array(32), signature_second=array(32)),
        None,
    ),
    16: (struct(old=id16, new=id16, seq=u32, link=array(32)), None),
    20: (struct(site=site, plan=plan), (["site", "contact"], text)),
    21: (struct(cause=variants("planner", "delay", "stations", "minutes"), plan=plan), None),
    22: (struct(rule=variants("off", "note", "required")), None),
    30: (
        struct(file_name=text, digest=array(32), rows=u32, held=u32, not_due=u32, acts=u16),
        (["file_name"], text),
    ),
    31: (
        struct(
            person=person, source=source, services=sequence(text), slot=option(u16), held=sequence(text),
            warned=sequence(text),
        ),
        (["person"], person),
    ),
    32: (struct(person=person, held=sequence(text)), (["person"], person)),
    33: (struct(slot=option(u16), cause=moved, to_tell=flag), None),
    34: (struct(cause=variants("gone_from_roster", "asked")), None),
    35: (struct(gone=id16, stays=id16), None),
    36: (struct(flag=text), None),
    37: (unit, None),
    38: (struct(place=text), None),
    40: (
        struct(day=day, mark=text, number=u16, standing=variants("early", "on_time", "late", "other_day")),
        None,
    ),
    41: (struct(reason=option(text)), None),
    42: (struct(note=text), (["note"], text)),
    43: (struct(reason=text), None),
    44: (
        struct(by=variants("parent", "guardian", "school"), form=variants("letter", "copy", "list")),
        None,
    ),
    50: (struct(station=u8, again=flag), None),
    51: (struct(station=u8), None),
    52: (struct(station=u8), None),
    53: (recorded, None),
    54: (struct(reason=text), None),
    55: (
        struct(**{"from": id16}, to=id16, swap=flag, reason=text, from_recording=fact, to_recording=option(fact)),
        None,
    ),
    56: (struct(**{"from": u8}, to=option(u8)), None),
    57: (struct(status=variants("open", ("paused", text), ("broken", text))), None),
    60: (struct(device=id16, first_seq=u32), None),
    61: (
        struct(
            device=id16, seq=u32, link=array(32), undoes=option(struct(device=id16, first_seq=u32)), header=blob,
            rest=blob,
        ),
        AS_REPEATED,
    ),
    70: (
        struct(
            what=variants("bookings", "held_rows", "inventory", "class_text", "history"), rows=u32, full_niks=flag
        ),
        None,
    ),
    80: (
        struct(
            visit=id16, site=text, days=option(struct(first=day, last=day)), own=option(head), receipt=option(receipt),
            events=u32, people=u32, with_nik=u32, inventory=array(32), bookings=sequence(id16),
        ),
        None,
    ),
    62: (struct(second=id16, what=text), None),
}


def blank(part):
    """A personal field where it stood: empty texts, no options - nothing but zeros."""
    return part.read(Zeros())


class Zeros:
    def take(self, count):
        return bytes(count)

    def varint(self):
        return 0


class Event:
    """A canonical event, taken apart. `body` is none if the kind is not known; an erased field is none in it."""

    def __init__(self, data):
        if len(data) > EVENT_BYTES_MAX:
            raise Malformed("too large")
        self.take(whole(frame, data))

    def take(self, parts):
        self.header_bytes, self.personal, self.rest = parts["header"], parts["personal"], parts["rest"]
        self.header = whole(header, self.header_bytes)
        if self.header["format"] != 1:
            raise Malformed("another format")
        if not 0 <= self.header["clock"] <= CLOCK_MAX or self.header["act_step"] >= ACT_EVENTS_MAX:
            raise Malformed("a clock or a step out of bounds")
        self.kind, self.clock, self.subjects = self.header["kind"], self.header["clock"], self.header["subjects"]
        known = BODIES.get(self.kind) if self.header["version"] == 1 else None
        if self.personal == ("erased", bytes(32)):
            raise Malformed("no mac is nothing but zeros")
        self.body = None if known is None else self.read_body(*known)

    def read_body(self, body_type, personal):
        body = whole(body_type, self.rest)
        if personal == AS_REPEATED:
            return body
        if (personal is None) != (self.personal[0] == "none"):
            raise Malformed("a personal part where there is none, or none where there is one")
        if personal is not None:
            (*path, last), part = personal
            within = body
            for name in path:
                within = within[name]
            if within[last] != blank(part):
                raise Malformed("a personal field outside of the personal part")
            within[last] = None if self.personal[0] == "erased" else whole(part, self.personal[1])
        return body

    def original(self):
        """The event that an adopted one repeats; none if it carries none."""
        event = Event.__new__(Event)
        try:
            event.take({"header": self.body["header"], "personal": self.personal, "rest": self.body["rest"]})
        except Malformed:
            return None
        if event.kind == 60 and event.body and self.body["undoes"]:
            event.body = self.body["undoes"]
        return None if event.kind == 61 else event

    def about(self):
        """The bookings that it is about."""
        return [value for name, value in self.subjects if name == "booking"]
