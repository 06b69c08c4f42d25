#!/usr/bin/env python3
"""Checks the test vectors of `docs/protocol.md`. Written from that page alone, with nothing but Python's standard library:
the guard against one mistake in both encoder and decoder.

verify.py [ROOT]: the house's root; else it is found from this file's place. Status 0 if all holds, 1 if not.
"""

import json
import sys
import uuid
from pathlib import Path

sys.dont_write_bytecode = True

import ed25519
import enrolment
from event import BODIES, Event
from log import (
    Log, Refused, act_id, booking_of_nik, booking_of_person, digest, keyed, link, opening_secret, receipt_fits,
)
from postcard import Malformed
from recount import recount

failed = []


def check(what, holds):
    print(f"{'ok  ' if holds else 'FAIL'} {what}")
    if not holds:
        failed.append(what)


def refuses(what, work):
    try:
        work()
    except (Malformed, Refused):
        return check(f"refused: {what}", True)
    check(f"refused: {what}", False)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def kinds(folder):
    """Every kind's frozen bytes are read by the page's table, and written again as they were."""
    files = sorted(folder.glob("*.hex"))
    for path in files:
        event = Event(bytes.fromhex(path.read_text().strip()))
        number, version = int(path.stem.split("-")[0]), int(path.stem.rsplit("-v", 1)[1])
        known = event.kind == number and event.header["version"] == version and event.body is not None
        check(f"kind {path.stem}", known)
    check(f"a frozen file for each of {len(BODIES)} kinds", len(files) == len(BODIES))
    data = bytes.fromhex(files[-1].read_text().strip())
    refuses("an over-long length", lambda: Event(bytes([data[0] | 0x80, 0]) + data[1:]))
    refuses("bytes after the end", lambda: Event(data + b"\0"))
    refuses("an event that is cut", lambda: Event(data[:-1]))


def links(vectors):
    secret, scope = bytes.fromhex(vectors["secret"]), uuid.UUID(vectors["scope"])
    logs = []
    for one in vectors["logs"]:
        device, events = uuid.UUID(one["device"]), [bytes.fromhex(event) for event in one["events"]]
        signatures = {at["seq"]: bytes.fromhex(at["signature"]) for at in one["signatures"]}
        log = Log(scope, device, secret, events, signatures)
        logs.append(log)
        check(f"log {device}: {len(events)} links", [it.hex() for it in log.links] == one["links"])
        check(f"log {device}: {len(signatures)} signatures, one an act", list(signatures) == [
            seq for seq, event in enumerate(log.events, 1) if event.header["act_ends"]
        ])
        refuse_changes(scope, device, secret, events, signatures)
    opened = [opening_secret([bytes.fromhex(it) for it in one["events"]]) for one in vectors["logs"]]
    check("one log opened the scope, with its secret", [it for it in opened if it] == [secret])
    return scope, secret, logs


def refuse_changes(scope, device, secret, events, signatures):
    def log(events=events, signatures=signatures, scope=scope, device=device, secret=secret):
        return Log(scope, device, secret, events, signatures)

    last = len(events) - 1
    for at in range(1, len(events[last])):
        try:
            log([*events[:last], flipped(events[last], at)])
        except (Malformed, Refused):
            continue
        return check(f"refused: byte {at} of the last event changed", False)
    check("refused: any byte of the last event changed", True)
    refuses("an event left out", lambda: log(events[:3] + events[4:]))
    refuses("two events changed over", lambda: log([*events[:3], events[4], events[3], *events[5:]]))
    refuses("a signature changed", lambda: log(signatures={**signatures, last + 1: flipped(signatures[last + 1], 40)}))
    refuses("another scope", lambda: log(scope=uuid.UUID(int=scope.int ^ 1)))
    refuses("another device", lambda: log(device=uuid.UUID(int=device.int ^ 1)))


def erased(log, secret):
    """The personal part can be taken out, and the link stays."""
    seq, event = next((seq, event) for seq, event in enumerate(log.events) if event.personal[0] == "present")
    was = log.links[seq]
    before = log.links[seq - 1] if seq else bytes(32)
    check("the link of an event with its personal part", link(before, event, secret) == was)
    event.personal = ("erased", keyed(secret, b"jemput personal", event.personal[1]))
    check("the same link with that part erased", link(before, event, secret) == was)


def erased_visit(logs):
    """With every personal part erased, the events read on and come to the same figures."""
    before = recount(logs)
    for log in logs:
        for event in log.events:
            if event.personal[0] == "present":
                event.personal = ("erased", bytes([1] * 32))
            event.body = event.read_body(*BODIES[event.kind]) if event.body is not None else None
    check("the same recount with every person erased", recount(logs) == before)


def receipts(vectors, scope, heads):
    check("the digest of all heads", digest(heads).hex() == vectors["digest"])
    for one in vectors["receipts"]:
        said = [(uuid.UUID(it["device"]), it["seq"], bytes.fromhex(it["link"])) for it in one["heads"]]
        key, signature = bytes.fromhex(one["public_key"]), bytes.fromhex(one["signature"])

        def fits(heads=said, grade=one["grade"], at=one["at_ms"]):
            return receipt_fits(key, scope, uuid.UUID(one["server"]), one["key_id"], grade, at, heads, signature)

        check(f"a receipt ({one['grade']}) over these heads", said == sorted(heads, key=lambda it: it[0].bytes) and fits())
        check("refused: of another time", not fits(at=one["at_ms"] + 1))
        check("refused: of another grade", not fits(grade={"held": "kept", "kept": "held"}[one["grade"]]))
        check("refused: over one event more", not fits([*said[:-1], (said[-1][0], said[-1][1] + 1, said[-1][2])]))


def ids(vectors, scope, secret):
    for one in vectors["booking_ids"]:
        if "nik" in one:
            id_here = booking_of_nik(secret, one["nik"])
        else:
            id_here = booking_of_person(secret, one["name_key"], one["birth_date"], one["class"], one["nth"])
        check(f"booking {one['id']}", str(id_here) == one["id"])
    for one in vectors["act_ids"]:
        check(f"act {one['id']}", str(act_id(scope, uuid.UUID(one["device"]), one["first_seq"])) == one["id"])


def counts(vectors, logs):
    said = {(it["slot"], it["arrival_day"], it["state"]): it["people"] for it in vectors["recount"]}
    check(f"the recount: {sum(said.values())} people in {len(said)} groups", recount(logs) == said)
    check("the same with the logs the other way round", recount(logs[::-1]) == said)


def strict():
    """RFC 8032's first test, and what a strict reader refuses."""
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    check("Ed25519: RFC 8032, test 1", ed25519.verify(key, b"", signature))
    check("refused: Ed25519, another message", not ed25519.verify(key, b"x", signature))
    identity = (1).to_bytes(32, "little")
    check("refused: Ed25519, a key of small order", not ed25519.verify(identity, b"", identity + bytes(32)))
    more = int.from_bytes(signature[32:], "little") + ed25519.L
    check("refused: Ed25519, a number over the order", not ed25519.verify(key, b"", signature[:32] + more.to_bytes(32, "little")))


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    vectors = json.loads((root / "docs/vectors/visit.json").read_text())
    strict()
    kinds(root / "crates/domain/tests/golden")
    scope, secret, logs = links(vectors)
    receipts(vectors, scope, [log.head() for log in logs])
    ids(vectors, scope, secret)
    counts(vectors, logs)
    enrolment.verify(json.loads((root / "docs/vectors/enrolment.json").read_text()), check, refuses)
    erased(logs[0], secret)
    erased_visit(logs)
    if failed:
        sys.exit(f"{len(failed)} of the protocol's checks failed: {', '.join(failed)}")
    print("The protocol's vectors hold.")


main()
