"""Codes, credentials and the server's keys as `docs/protocol.md` has them."""

import hashlib
import uuid

import ed25519
from postcard import Malformed, array, flag, id16, struct, u8, u32, whole

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans("OIL", "011")

credential = struct(
    form=u8, server=id16, key_id=u32, device=id16, public_key=array(32), office=id16, van=id16, serial=u32,
    provisional=flag, first=array(32), second=array(32),
)


def short(length, *parts):
    return hashlib.sha256(b"".join(parts)).digest()[:length]


def number(value):
    return value.to_bytes(4, "little")


def read_code(text):
    """What a code's text says: its number, secret, fingerprint and address."""
    bits = "".join(f"{LETTERS.index(it):05b}" for it in text.upper().translate(ALIKE) if it not in "- \n")
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    said, check = data[:-3], data[-3:]
    if "1" in bits[len(data) * 8 :] or short(3, b"jemput code\0", said) != check or said[0] != 1:
        raise Malformed("no code")
    return said[1:5], said[5:15], said[15:31], said[31:].decode("ascii")


def read_credential(data):
    said = whole(credential, data)
    if said["form"] != 1:
        raise Malformed("another form")
    return said


def credential_fits(key, said):
    message = b"jemput credential v1\0" + said["server"].bytes + number(said["key_id"]) + said["device"].bytes
    message += said["public_key"] + said["office"].bytes + said["van"].bytes + number(said["serial"])
    return ed25519.verify(key, message + bytes([said["provisional"]]), said["first"] + said["second"])


def announced(key, server, key_id, public_key, signature):
    message = b"jemput server key v1\0" + server.bytes + number(key_id) + public_key
    return ed25519.verify(key, message, signature)


def asked(server_key, ask):
    key = bytes.fromhex(ask["public_key"])
    message = b"jemput enrol v1\0" + server_key + bytes.fromhex(ask["code"]) + uuid.UUID(ask["device"]).bytes + key
    return ed25519.verify(key, message, bytes.fromhex(ask["signature"]))


def verify(vector, check, refuses):
    """Checks the vector of enrolment."""
    server, keys = uuid.UUID(vector["server"]), [bytes.fromhex(key) for key in vector["keys"]]
    code = vector["code"]
    id4, secret, fingerprint, address = read_code(code["text"])
    said = [id4.hex(), secret.hex(), fingerprint.hex(), address]
    check("a code says this", said == [code[it] for it in ("number", "secret", "fingerprint", "address")])
    check("a code in small letters is the same", read_code(code["text"].lower().replace("-", " "))[3] == address)
    check("the fingerprint is the server's", fingerprint == short(16, b"jemput server key\0", keys[0]))
    kept = short(16, b"jemput enrol code\0", id4, secret).hex()
    check("what the server keeps of a code", kept == code["kept"])
    slip = code["text"].replace("3", "4", 1)
    refuses("a code with a slip", lambda: read_code(slip))
    check("a laptop asks with its key", asked(keys[0], vector["ask"]))
    check("it asks this server only", not asked(keys[1], vector["ask"]))
    for at, one in enumerate(vector["announced"]):
        parts = one["key_id"], bytes.fromhex(one["public_key"]), bytes.fromhex(one["signature"])
        check(f"key {one['key_id']} is announced", announced(keys[at], server, *parts) and parts[1] == keys[at + 1])
    data = bytes.fromhex(vector["credential"]["bytes"])
    held = read_credential(data)
    plain = {name: str(it) if isinstance(it, uuid.UUID) else it for name, it in held.items()}
    plain["public_key"] = held["public_key"].hex()
    says = vector["credential"]["says"]
    check("a credential says this", {name: plain[name] for name in says} == says and held["server"] == server)
    check("the server signed it", credential_fits(keys[0], held))
    check("another key did not", not credential_fits(keys[1], held))
    check("it stands for no other van", not credential_fits(keys[0], held | {"van": server}))
    refuses("a credential with bytes after its end", lambda: read_credential(data + b"\0"))
