#!/usr/bin/env python3
"""Submits an interaction to the Interaction Server and reads it back. Written from docs/protocol.md alone.

Needs Python 3.9 or newer and msgpack 1.0 or newer (pip install msgpack).

    submit.py --tenant ID --queue NAME [--host H] [--port P] [--media email] [--type Inbound] [--subtype InboundNew]
              [--user-data JSON] [--client-name NAME] [--token TOKEN] [--tls-ca FILE]
        Registers as a media server, submits, asks for all properties, prints them as JSON.

    submit.py --self-test packages/protocol/vectors
        Reads and writes all test vectors; prints how many.

Exit code 0: done. 1: something is wrong, said on stderr. 2: the server refused, said on stderr.
"""

import argparse
import base64
import datetime
import json
import math
import pathlib
import socket
import ssl
import struct
import sys

import msgpack

HEADER = struct.Struct(">IHBBII")
VERSION = 1
MAX_FRAME_SIZE = 1 << 20
TIMEOUT = 10.0

REQUEST_PING = 0x0001
REQUEST_REGISTER_CLIENT = 0x0002
REQUEST_UNREGISTER_CLIENT = 0x0003
REQUEST_SUBMIT = 0x0100
REQUEST_GET_INTERACTION_PROPERTIES = 0x0110
EVENT_PONG = 0x8001
EVENT_ACK = 0x8002
EVENT_ERROR = 0x8003
EVENT_INTERACTION_PROPERTIES = 0x8100


class Refused(Exception):
    """The server answered EventError."""


class ProtocolFault(Exception):
    """Bytes that are not the protocol."""


# Frames


def encode_frame(code, reference_id, attributes, proxy_client_id=0):
    body = msgpack.packb(attributes) if attributes else b""
    return HEADER.pack(12 + len(body), code, VERSION, 0, reference_id, proxy_client_id) + body


def split_frame(data):
    """Takes one frame off the front: (code, reference id, proxy client id, body, rest), or None if it is not whole."""
    if len(data) < 4:
        return None
    length = int.from_bytes(data[:4], "big")
    if length < 12:
        raise ProtocolFault(f"length {length} is below 12")
    if 4 + length > MAX_FRAME_SIZE:
        raise ProtocolFault(f"a frame of {4 + length} bytes")
    if len(data) < 4 + length:
        return None
    _, code, version, flags, reference_id, proxy_client_id = HEADER.unpack_from(data)
    if version != VERSION or flags != 0:
        raise ProtocolFault(f"version {version}, flags {flags}")
    return code, reference_id, proxy_client_id, data[16 : 4 + length], data[4 + length :]


def unique_keys(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ProtocolFault("a key comes twice")
    if not all(isinstance(key, str) for key in found):
        raise ProtocolFault("a key is not a str")
    return found


def refuse_extension(code, _data):
    raise ProtocolFault(f"extension type {code}")


def decode_body(body):
    """Attributes of a body, times as msgpack.Timestamp, or ProtocolFault. No bytes is no attributes."""
    if not body:
        return {}
    try:
        attributes = msgpack.unpackb(body, object_pairs_hook=unique_keys, ext_hook=refuse_extension)
    except ProtocolFault:
        raise
    except Exception as fault:
        raise ProtocolFault(f"malformed body: {fault}") from fault
    if not isinstance(attributes, dict):
        raise ProtocolFault("the body is not a map")
    return attributes


# JSON


def rfc3339(time):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=time.seconds)
    nanoseconds = time.nanoseconds
    fraction = f"{nanoseconds // 1_000_000:03}" if nanoseconds % 1_000_000 == 0 else f"{nanoseconds:09}"
    return f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}.{fraction}Z"


def parse_rfc3339(text):
    moment = datetime.datetime.fromisoformat(text[:-1].split(".")[0])
    fraction = (text[:-1].split(".") + ["0"])[1].ljust(9, "0")
    return msgpack.Timestamp(int((moment - datetime.datetime(1970, 1, 1)).total_seconds()), int(fraction))


def to_json(value):
    """A value of a KV list."""
    if isinstance(value, dict):
        return {key: to_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [to_json(inner) for inner in value]
    if isinstance(value, bytes):
        return {"$bin": base64.b64encode(value).decode()}
    if isinstance(value, msgpack.Timestamp):
        return {"$ts": rfc3339(value)}
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    if isinstance(value, int) and abs(value) > 2**53 - 1:
        return {"$int": str(value)}
    return value


# Attributes that are KV lists: within them times are tagged, everywhere else they are plain strings.
KV_LISTS = {
    "Extension", "UserData", "InQueues", "OutQueues", "PullParameters", "Parameters", "EventContent",
    "AddedProperties", "ChangedProperties",
}  # fmt: skip


def attributes_to_json(value, name=""):
    if name in KV_LISTS:
        return to_json(value)
    if isinstance(value, dict):
        return {key: attributes_to_json(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [attributes_to_json(inner) for inner in value]
    if isinstance(value, msgpack.Timestamp):
        return rfc3339(value)
    return value


def from_json(value):
    """A value of a KV list from its JSON."""
    if isinstance(value, list):
        return [from_json(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if tag == "$bin":
            return base64.b64decode(inner)
        if tag == "$ts":
            return parse_rfc3339(inner)
        if tag == "$int":
            return int(inner)
        if tag == "$float":
            return float(inner)
    return {key: from_json(inner) for key, inner in value.items()}


def attributes_from_json(value, name=""):
    if name in KV_LISTS:
        return from_json(value)
    if isinstance(value, dict):
        return {key: attributes_from_json(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [attributes_from_json(inner) for inner in value]
    if isinstance(value, str) and name.endswith(("At", "Time")):
        return parse_rfc3339(value)
    return value


# A connection


class Connection:
    def __init__(self, host, port, tls_ca=None):
        self._socket = socket.create_connection((host, port), timeout=TIMEOUT)
        if tls_ca is not None:
            context = ssl.create_default_context(cafile=tls_ca)
            self._socket = context.wrap_socket(self._socket, server_hostname=host)
        self._received = b""
        self._last_reference = 0

    def close(self):
        self._socket.close()

    def ask(self, code, **attributes):
        """Sends a request and waits for its answer: (code, attributes). EventError raises Refused."""
        self._last_reference += 1
        reference = self._last_reference
        present = {name: value for name, value in attributes.items() if value is not None}
        self._socket.sendall(encode_frame(code, reference, present))
        while True:
            answer, answer_reference, _, body = self._next_frame()
            if answer == REQUEST_PING:
                self._socket.sendall(encode_frame(EVENT_PONG, answer_reference, {}))
                continue
            # ReferenceId 0: about the connection as a whole when it is an error, else an event that is not of interest.
            if answer_reference != reference and not (answer == EVENT_ERROR and answer_reference == 0):
                continue
            content = decode_body(body)
            if answer == EVENT_ERROR:
                raise Refused(refusal(content))
            return answer, content

    def _next_frame(self):
        while True:
            frame = split_frame(self._received)
            if frame is not None:
                code, reference, proxy_client_id, body, self._received = frame
                return code, reference, proxy_client_id, body
            chunk = self._socket.recv(65536)
            if not chunk:
                raise ProtocolFault("the server closed the connection")
            self._received += chunk


def refusal(content):
    attribute = content.get("Attribute")
    where = f" ({attribute})" if attribute else ""
    return f"{content.get('ErrorCode')}: {content.get('ErrorDescription')}{where}"


def submit(options):
    connection = Connection(options.host, options.port, options.tls_ca)
    try:
        connection.ask(
            REQUEST_REGISTER_CLIENT,
            ClientName=options.client_name,
            ClientType="Media server",
            TenantId=options.tenant,
            Token=options.token,
        )
        _, submitted = connection.ask(
            REQUEST_SUBMIT,
            TenantId=options.tenant,
            MediaType=options.media,
            InteractionType=options.type,
            InteractionSubtype=options.subtype,
            Queue=options.queue,
            UserData=from_json(json.loads(options.user_data)),
        )
        interaction_id = submitted["Extension"]["InteractionId"]
        answer, read = connection.ask(REQUEST_GET_INTERACTION_PROPERTIES, InteractionId=interaction_id)
        if answer != EVENT_INTERACTION_PROPERTIES:
            raise ProtocolFault(f"answered by code {answer:#06x}")
        connection.ask(REQUEST_UNREGISTER_CLIENT)
        return attributes_to_json(read["Interaction"])
    finally:
        connection.close()


# The test vectors


def self_test(folder):
    """Reads every frame of the vectors, writes those that have one form only; returns how many of each."""
    decoded = encoded = refused = 0
    codes = {}
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        vectors = json.loads(path.read_text(encoding="utf-8"))
        for vector in vectors:
            where = f"{path.name}: {vector['name']}"
            data = bytes.fromhex(vector["hex"])
            if path.name == "bad.json":
                refused += refuses(data, vector, where)
                continue
            frame = split_frame(data)
            if frame is None or frame[4]:
                raise ProtocolFault(f"{where}: not one whole frame")
            code, reference, proxy_client_id, body, _ = frame
            said = vector["object"]
            if codes.setdefault(said["message"], code) != code:
                raise ProtocolFault(f"{where}: {said['message']} has two codes")
            if (reference, proxy_client_id) != (said["referenceId"], said["proxyClientId"]):
                raise ProtocolFault(f"{where}: ReferenceId {reference}, ProxyClientId {proxy_client_id}")
            attributes = decode_body(body)
            decoded += 1
            if vector.get("decodeOnly"):
                continue
            if attributes_to_json(attributes) != said["attributes"]:
                raise ProtocolFault(f"{where}: read as {attributes_to_json(attributes)}")
            written = encode_frame(code, reference, attributes_from_json(said["attributes"]), proxy_client_id)
            if written != data:
                raise ProtocolFault(f"{where}: written as {written.hex()}")
            encoded += 1
    return {"decoded": decoded, "encoded": encoded, "refused": refused}


def refuses(data, vector, where):
    """Whether a frame that breaks framing or MessagePack is refused here too. The rest needs the catalogue of messages."""
    if vector["error"] not in ("MalformedFrame", "FrameTooLarge", "UnsupportedVersion", "UnknownFlags"):
        return 0
    try:
        split_frame(data)
    except ProtocolFault:
        return 1
    raise ProtocolFault(f"{where}: taken")


def main():
    parser = argparse.ArgumentParser(description="Submits an interaction to the Interaction Server and reads it back.")
    parser.add_argument("--self-test", metavar="FOLDER", help="read and write the test vectors of this folder instead")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7120)
    parser.add_argument("--tenant")
    parser.add_argument("--queue")
    parser.add_argument("--media", default="email")
    parser.add_argument("--type", default="Inbound")
    parser.add_argument("--subtype", default="InboundNew")
    parser.add_argument("--user-data", default="{}", metavar="JSON")
    parser.add_argument("--client-name", default="python-example")
    parser.add_argument("--token")
    parser.add_argument("--tls-ca", metavar="FILE", help="use TLS, and trust this authority")
    options = parser.parse_args()
    try:
        if options.self_test is None and (options.tenant is None or options.queue is None):
            raise ValueError("--tenant and --queue are needed, or --self-test")
        result = self_test(options.self_test) if options.self_test is not None else submit(options)
    except Refused as fault:
        print(f"submit.py: the server refused: {fault}", file=sys.stderr)
        return 2
    except (ProtocolFault, OSError, ValueError) as fault:
        print(f"submit.py: {fault}", file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
