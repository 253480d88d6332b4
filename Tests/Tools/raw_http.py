"""Speaks to a queue over bare sockets and says what came back, as one JSON object.

    raw_http.py PORT FAULT...

Each FAULT is asked for at the path of a secret of that name.
"""

import json
import socket
import sys
import threading
import time


def connect(port, patience=60):
    connection = socket.create_connection(("127.0.0.1", port), timeout=patience)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def get(path, headers=""):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


def receive(connection, answers=1):
    """Reads answers with a Content-Length; returns what there was and how it ended."""
    data, ends = b"", []
    try:
        while len(ends) < answers:
            head, separator, rest = data.partition(b"\r\n\r\n")
            if separator:
                length = int(next(l for l in head.split(b"\r\n") if l.lower().startswith(b"content-length:")).split(b":")[1])
                if len(rest) >= length:
                    ends.append((head.decode(), rest[:length].decode()))
                    data = rest[length:]
                    continue
            part = connection.recv(65536)
            if not part:
                return ends, data, "eof"
            data += part
    except ConnectionResetError:
        return ends, data, "reset"
    except TimeoutError:
        return ends, data, "timeout"
    return ends, data, "whole"


def fault(port, name):
    connection = connect(port, patience=1 if name in ("=stall=", "=lost=") else 60)
    begin = time.monotonic()
    connection.sendall(get(f"/api/secrets/v1/secret/{name}"))
    answers, rest, end = receive(connection)
    took = time.monotonic() - begin
    if not answers:
        head, _, body = rest.partition(b"\r\n\r\n")
        return {"end": end, "half a body": bool(body), "head": bool(head)}
    head, body = answers[0]
    headers = {l.split(": ")[0].lower(): l.split(": ", 1)[1] for l in head.split("\r\n")[1:]}
    try:
        code = json.loads(body).get("code")
    except ValueError:
        code = "no JSON"
    return {
        "end": end, "status": int(head.split(" ")[1]), "type": headers.get("content-type", "").split(";")[0],
        "retry-after": headers.get("retry-after"), "code": code, "took": took,
    }


def latency(port, connections, requests):
    """Seconds of the fastest of many requests over many connections at once."""
    times = []

    def work():
        connection = connect(port)
        for _ in range(requests):
            begin = time.monotonic()
            connection.sendall(get("/api/queue/v1/ping"))
            receive(connection)
            times.append(time.monotonic() - begin)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return min(times)


def main():
    port = int(sys.argv[1])
    seen = {name: fault(port, name) for name in sys.argv[2:]}

    connection = connect(port)
    connection.sendall(get("/api/queue/v1/ping") * 3)
    answers, _, _ = receive(connection, 3)
    seen["pipelined"] = [json.loads(body)["alive"] for _, body in answers]
    connection.sendall(get("/queue/v1/ping", "Connection: close\r\n"))
    answers, _, _ = receive(connection)
    seen["closed"] = [answers[0][0].split("\r\n")[0], connection.recv(1) == b""]

    connection = connect(port)
    connection.sendall(b"POST /api/auth/v1/scopes/expand HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                       b"Content-Length: 13\r\nExpect: 100-continue\r\n\r\n")
    go = connection.recv(65536).decode().split("\r\n")[0]
    connection.sendall(b'{"scopes":[]}')
    answers, _, _ = receive(connection)
    seen["continued"] = [go, answers[0][1]]

    connection = connect(port)
    size = (10 << 20) + 1
    connection.sendall(b"POST /api/auth/v1/scopes/expand HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                       + f"Content-Length: {size}\r\n\r\n".encode() + b" " * size)
    answers, _, _ = receive(connection)
    seen["too large"] = json.loads(answers[0][1])["code"]

    connection = connect(port)
    connection.sendall(b"\x00\x01nonsense\r\n\r\n")
    answers, _, _ = receive(connection)
    seen["nonsense"] = answers[0][0].split("\r\n")[0]

    seen["fastest"] = latency(port, 50, 4)
    print(json.dumps(seen))


main()
