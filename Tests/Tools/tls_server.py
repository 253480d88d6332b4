"""A TLS server on a free port of the loopback interface: tls_server.py CERTIFICATE KEY PROTOCOLS COUNT PORT_FILE

Writes its port to a file. Prints for each connection the protocol that was agreed on, or `failed` if the client broke
off, and ends after so many connections. Answers HTTP/1.1; a client that speaks HTTP/2 gets no answer.
"""
import os
import socket
import ssl
import sys

certificate, key, protocols, count, port_file = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
context.set_alpn_protocols(protocols.split(","))

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(60)
with open(port_file + ".new", "w", encoding="ascii") as file:
    file.write(str(listener.getsockname()[1]))
os.rename(port_file + ".new", port_file)

for _ in range(int(count)):
    try:
        with context.wrap_socket(listener.accept()[0], server_side=True) as secure:
            protocol = secure.selected_alpn_protocol()
            print(protocol)
            secure.recv(65536)
            if protocol != "h2":
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    except OSError:
        print("failed")
