"""Logs, heads, receipts and ids as `docs/protocol.md` has them."""

import hashlib
import hmac
import uuid

import ed25519
from event import Event
from postcard import Malformed

START = bytes(32)


class Refused(Exception):
    """A log that does not prove itself."""


def keyed(secret, *parts):
    return hmac.new(secret, b"".join(parts), hashlib.sha256).digest()


def link(before, event, secret):
    kind, value = event.personal
    mac = {"none": START, "erased": value}.get(kind) or keyed(secret, b"jemput personal", value)
    length = len(event.header_bytes).to_bytes(4, "little")
    return hashlib.sha256(before + length + event.header_bytes + mac + event.rest).digest()


def head_bytes(device, seq, link_then):
    return device.bytes + seq.to_bytes(4, "little") + link_then


class Log:
    """One device's log of a scope, proved from its first event to its last signed point."""

    def __init__(self, scope, device, secret, events, signatures):
        self.device, self.events, self.links, self.acts = device, [], [], []
        before, clock, step, key = START, 0, 0, None
        for seq, data in enumerate(events, 1):
            try:
                event = Event(data)
            except Malformed as why:
                raise Refused(f"event {seq}: {why}") from None
            if (event.kind == 1) != (seq == 1):
                raise Refused(f"event {seq}: the first event, and no other, introduces the device")
            if event.clock <= clock or event.header["act_step"] != step:
                raise Refused(f"event {seq}: its clock does not rise, or its act is cut")
            if step == 0:
                self.acts.append(seq)
            clock, step = event.clock, 0 if event.header["act_ends"] else step + 1
            key = key or event.body["public_key"]
            before = link(before, event, secret)
            self.events.append(event)
            self.links.append(before)
            if event.header["act_ends"]:
                message = b"jemput log head v1\0" + scope.bytes + head_bytes(device, seq, before)
                if not ed25519.verify(key, message, signatures.get(seq, b"")):
                    raise Refused(f"event {seq}: the signature at the end of its act does not fit")
        if step:
            raise Refused("the last act is cut")

    def act_of(self, seq):
        """The seq of the first event of its act."""
        return seq - self.events[seq - 1].header["act_step"]

    def head(self):
        return self.device, len(self.links), self.links[-1]


def opening_secret(events):
    """The scope's secret, if these events open it."""
    return Event(events[0]).body.get("opens")


def in_order(heads):
    return sorted(heads, key=lambda head: head[0].bytes)


def digest(heads):
    joined = b"".join(head_bytes(*head) for head in in_order(heads))
    return hashlib.sha256(b"jemput heads\0" + joined).digest()[:16]


def receipt_fits(key, scope, server, key_id, grade, at_ms, heads, signature):
    message = b"jemput receipt v1\0" + scope.bytes + server.bytes + key_id.to_bytes(4, "little")
    message += bytes([{"held": 1, "kept": 2}[grade]]) + at_ms.to_bytes(8, "little", signed=True)
    message += b"".join(head_bytes(*head) for head in in_order(heads))
    return ed25519.verify(key, message, signature)


def version_8(digest_bytes):
    """A UUID of version 8 from the first 16 bytes."""
    data = bytearray(digest_bytes[:16])
    data[6] = data[6] & 0x0F | 0x80
    data[8] = data[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(data))


def measured(*parts):
    return b"".join(len(part).to_bytes(8, "little") + part for part in parts)


def booking_of_nik(secret, nik):
    return version_8(keyed(secret, b"jemput booking nik", measured(nik.encode())))


def booking_of_person(secret, name_key, birth_date, group, nth):
    parts = measured(name_key.encode(), birth_date.encode(), group.encode(), nth.to_bytes(4, "little"))
    return version_8(keyed(secret, b"jemput booking person", parts))


def act_id(scope, device, first_seq):
    parts = b"jemput act\0" + scope.bytes + device.bytes + first_seq.to_bytes(4, "little")
    return version_8(hashlib.sha256(parts).digest())
