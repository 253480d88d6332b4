"""A server that speaks HTTP/2 over TLS on a free port of the loopback: http2_server.py CERTIFICATE KEY COUNT PORT_FILE

Writes its port to a file and answers every request as queue.createTask does, at least 10 ms later, so that requests meet.
Ends after so many requests and says what it saw, as one JSON object.
"""
import asyncio
import json
import os
import socket
import sys

from hypercorn.asyncio import serve
from hypercorn.config import Config

certificate, key, count, port_file = sys.argv[1:]
listener = socket.create_server(("127.0.0.1", 0))
seen = {"versions": set(), "connections": set(), "requests": 0, "bytes": 0, "at once": 0}
state = {"at once": 0}
done = asyncio.Event()


async def answer(scope, receive, send):
    if scope["type"] != "http":
        return
    seen["versions"].add(scope["http_version"])
    seen["connections"].add(tuple(scope["client"]))
    state["at once"] += 1
    seen["at once"] = max(seen["at once"], state["at once"])
    while True:
        part = await receive()
        seen["bytes"] += len(part.get("body", b""))
        if not part.get("more_body"):
            break
    await asyncio.sleep(0.01)
    body = json.dumps({"status": {"taskId": scope["path"].rsplit("/", 1)[1]}}).encode()
    state["at once"] -= 1
    seen["requests"] += 1
    await send({"type": "http.response.start", "status": 200, "headers": [(b"Content-Type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})
    if seen["requests"] == int(count):
        done.set()


async def main():
    config = Config()
    config.bind = [f"fd://{listener.fileno()}"]
    config.certfile, config.keyfile = certificate, key
    config.alpn_protocols = ["h2", "http/1.1"]
    config.loglevel = "ERROR"
    with open(port_file + ".new", "w", encoding="ascii") as file:
        file.write(str(listener.getsockname()[1]))
    os.rename(port_file + ".new", port_file)
    server = asyncio.create_task(serve(answer, config))
    await done.wait()
    # The last answer is on its way; how the server itself would close its connections is not what is looked at.
    await asyncio.sleep(0.5)
    print(json.dumps({name: sorted(value) if isinstance(value, set) else value for name, value in seen.items()}), flush=True)
    os._exit(1 if server.done() else 0)


asyncio.run(main())
