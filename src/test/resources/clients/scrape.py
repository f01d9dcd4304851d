"""Asks a tracker for the counts of a torrent over UDP (BEP 15) and HTTP (BEP 48), IPv4 and IPv6.

usage: scrape.py IPV4 IPV6 UDP_PORT HTTP_PORT HTTP_PATH

Reads an info hash in hex per line; answers one line: what each of the four frontends says, in the order of FRONTENDS.
"""

import http.client
import random
import re
import socket
import struct
import sys

ipv4, ipv6, udp_port, http_port, http_path = sys.argv[1:]


def over_udp(family, address, info_hash):
    with socket.socket(family, socket.SOCK_DGRAM) as frontend:
        frontend.settimeout(1)
        frontend.connect((address, int(udp_port)))

        def ask(connection_id, action, body):
            transaction = random.getrandbits(32)
            frontend.send(struct.pack(">QII", connection_id, action, transaction) + body)
            answer = frontend.recv(2048)
            if struct.unpack(">II", answer[:8]) != (action, transaction):
                raise ValueError("not the answer to action %d: %s" % (action, answer.hex()))
            return answer[8:]

        connection_id, = struct.unpack(">Q", ask(0x41727101980, 0, b""))
        return struct.unpack(">III", ask(connection_id, 2, info_hash))


def over_http(address, info_hash):
    frontend = http.client.HTTPConnection(address, int(http_port), timeout=1)
    try:
        frontend.request("GET", http_path + "?info_hash=" + "".join("%%%02x" % byte for byte in info_hash))
        answer = frontend.getresponse()
        body = answer.read()
        if answer.status != 200 or not body.startswith(b"d5:filesd20:" + info_hash):
            raise ValueError("status %d: %r" % (answer.status, body))

        def number(key):
            return int(re.search(b"%d:%si([0-9]+)e" % (len(key), key), body[32:]).group(1))

        return number(b"complete"), number(b"downloaded"), number(b"incomplete")
    finally:
        frontend.close()


FRONTENDS = [
    ("HTTP IPv4", lambda info_hash: over_http(ipv4, info_hash)),
    ("HTTP IPv6", lambda info_hash: over_http(ipv6, info_hash)),
    ("UDP IPv4", lambda info_hash: over_udp(socket.AF_INET, ipv4, info_hash)),
    ("UDP IPv6", lambda info_hash: over_udp(socket.AF_INET6, ipv6, info_hash)),
]


def says(frontend, info_hash):
    try:
        return "complete %d downloaded %d incomplete %d" % frontend(info_hash)
    except (OSError, ValueError, AttributeError, struct.error, http.client.HTTPException) as problem:
        return repr(problem)


for line in sys.stdin:
    wanted = bytes.fromhex(line.strip())
    print("; ".join(name + ": " + says(frontend, wanted) for name, frontend in FRONTENDS), flush=True)
