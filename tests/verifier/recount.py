"""The recount of a visit as `docs/protocol.md` has it: what its bookings' events come to, counted."""

from collections import Counter
from datetime import date

HERE = {"waiting", "called", "recording", "to_repeat"}
SETTLED = {"recorded", "already_recorded", "withdrawn", "joined"}


class Booking:
    """One booking, as its events leave it."""

    def __init__(self):
        self.made, self.state, self.slot, self.day = False, "booked", None, None
        self.station, self.absences, self.standing, self.reopened = None, 0, [], False

    def take(self, me, event):
        rule = RULES.get(event.kind)
        if rule and event.body is not None:
            rule(self, me, event.body)

    def make(self, me, body):
        if not self.made:
            self.made, self.slot = True, body["slot"]

    def move(self, me, body):
        self.slot = body["slot"]
        if body["cause"][0] == "again" and self.state in {"incomplete", "missed", "left", "not_served"}:
            self.state = "booked"

    def withdraw(self, me, body):
        if self.state in {"booked", "missed", "left"}:
            self.state = "withdrawn"

    def join(self, me, body):
        if body["gone"] == me:
            self.state = "joined"

    def arrive(self, me, body):
        if self.state in SETTLED - {"withdrawn"} or (self.state in HERE and self.day == body["day"]):
            return
        self.day, self.state, self.station, self.absences = body["day"], "waiting", None, 0

    def leave(self, me, body):
        if self.state not in SETTLED:
            self.state, self.station = "left", None

    def call(self, me, body):
        if self.state not in SETTLED | {"called", "recording"}:
            self.state, self.station = "called", body["station"]

    def be_absent(self, me, body):
        if self.state == "called" and self.station == body["station"]:
            self.station, self.absences = None, self.absences + 1
            self.state = "missed" if self.absences >= 3 else "waiting"

    def start(self, me, body):
        if self.state in SETTLED or (self.state == "recording" and self.station != body["station"]):
            return
        self.state, self.station = "recording", body["station"]

    def record(self, me, body):
        self.standing.append(body["outcome"][0])
        self.station, self.reopened = None, False
        outcome = "complete" if "complete" in self.standing else self.standing[-1]
        self.state = "recorded" if outcome == "complete" else outcome

    def reopen(self, me, body):
        if self.standing and self.state not in {"waiting", "called", "recording", "withdrawn", "joined"}:
            self.standing, self.reopened, self.state = [], True, "to_repeat"

    def hand_over(self, me, body):
        if self.state in {"called", "recording"} and self.station == body["from"]:
            self.station, self.state = body["to"], "waiting" if body["to"] is None else "called"


RULES = {
    31: Booking.make, 33: Booking.move, 34: Booking.withdraw, 35: Booking.join, 40: Booking.arrive, 43: Booking.leave,
    50: Booking.call, 51: Booking.be_absent, 52: Booking.start, 53: Booking.record, 54: Booking.reopen,
    56: Booking.hand_over,
}


def once(event):
    """What an event says, in one place of the order: adopted or not, it counts once."""
    header = event.header
    what = (event.kind, header["wall"], header["offset_ms"], header["operator"])
    personal = event.personal[0], event.personal[1] or None
    return what if event.kind == 60 else (*what, personal, event.rest)


def recount(logs):
    """People by (slot, day of arrival, state). Logs in any order."""
    by_booking = {}
    for log in logs:
        for seq, event in enumerate(log.events, 1):
            act, device = (log.device, log.act_of(seq)), log.device
            bookings = event.about()
            if event.kind == 61:
                device, seq, event = event.body["device"], event.body["seq"], event.original()
            if event is None:
                continue
            for booking in bookings:
                by_booking.setdefault(booking, []).append(((event.clock, device.bytes, seq), act, event))
    people = Counter()
    for me, events in by_booking.items():
        events.sort(key=lambda one: (one[0], one[1][0].bytes, one[1][1]))
        undone = {(e.body["device"], e.body["first_seq"]) for _, _, e in events if e.kind == 60 and e.body}
        said = {}
        for place, act, event in events:
            said.setdefault((place, once(event)), []).append(act)
        for acts in said.values():
            if undone.intersection(acts):
                undone.update(acts)
        booking = Booking()
        for place, act, event in events:
            if act not in undone and said[place, once(event)][0] == act:
                booking.take(me, event)
        if booking.made or booking.day is not None:
            day = None if booking.day is None else date.fromordinal(booking.day).isoformat()
            people[booking.slot, day, booking.state] += 1
    return people
