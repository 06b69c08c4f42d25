"""Values as `docs/protocol.md` has them under Numbers. A type is a pair of functions: from bytes, and to bytes."""

import uuid


class Malformed(Exception):
    """Bytes that no encoder of this format writes."""


class Bytes:
    """What is still to be read."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if count > len(self.data) - self.at:
            raise Malformed("ends too soon")
        self.at += count
        return self.data[self.at - count : self.at]

    def varint(self):
        number, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
            shift += 7
            if shift > 63:
                raise Malformed("a number of too many bytes")


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


class Type:
    def __init__(self, read, write):
        self.read, self.write = read, write


def unsigned(bits):
    def read(data):
        number = data.take(1)[0] if bits == 8 else data.varint()
        if number >> bits:
            raise Malformed(f"over {bits} bits")
        return number

    return Type(read, lambda number: bytes([number]) if bits == 8 else varint(number))


def signed(bits):
    def read(data):
        number = unsigned(bits).read(data) if bits > 8 else data.varint()
        return number >> 1 ^ -(number & 1)

    return Type(read, lambda number: varint(number << 1 if number >= 0 else (-number << 1) - 1))


def array(count):
    return Type(lambda data: data.take(count), bytes)


def option(inner):
    def read(data):
        some = flag.read(data)
        return inner.read(data) if some else None

    return Type(read, lambda value: b"\0" if value is None else b"\1" + inner.write(value))


def sequence(inner):
    def read(data):
        return [inner.read(data) for _ in range(data.varint())]

    return Type(read, lambda items: varint(len(items)) + b"".join(map(inner.write, items)))


def struct(**fields):
    def read(data):
        return {name: inner.read(data) for name, inner in fields.items()}

    return Type(read, lambda value: b"".join(inner.write(value[name]) for name, inner in fields.items()))


def variants(*all_of_them):
    """Each is a name, or a name and the type of its fields. The value is (name, fields)."""
    all_of_them = [(one, unit) if isinstance(one, str) else one for one in all_of_them]

    def read(data):
        index = data.varint()
        if index >= len(all_of_them):
            raise Malformed("no such variant")
        name, inner = all_of_them[index]
        return name, inner.read(data)

    def write(value):
        index = [name for name, _ in all_of_them].index(value[0])
        return varint(index) + all_of_them[index][1].write(value[1])

    return Type(read, write)


def read_flag(data):
    byte = data.take(1)[0]
    if byte > 1:
        raise Malformed("a bool of another byte")
    return byte == 1


def read_text(data):
    try:
        return blob.read(data).decode()
    except UnicodeDecodeError:
        raise Malformed("no UTF-8") from None


def read_id(data):
    if data.varint() != 16:
        raise Malformed("an id of another length")
    return uuid.UUID(bytes=data.take(16))


unit = Type(lambda data: {}, lambda value: b"")
u8, u16, u32, i32, i64 = unsigned(8), unsigned(16), unsigned(32), signed(32), signed(64)
flag = Type(read_flag, lambda value: b"\1" if value else b"\0")
blob = Type(lambda data: data.take(data.varint()), lambda value: varint(len(value)) + value)
text = Type(read_text, lambda value: blob.write(value.encode()))
id16 = Type(read_id, lambda value: b"\x10" + value.bytes)


def whole(inner, data):
    """Reads a value that is all of these bytes, and is written in the one way that there is."""
    rest = Bytes(data)
    value = inner.read(rest)
    if rest.at != len(data):
        raise Malformed("bytes after the end")
    if inner.write(value) != data:
        raise Malformed("written in another way")
    return value
