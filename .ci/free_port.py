"""Fail with a plain message when a port of this computer is taken. Usage: free_port.py PORT"""

import socket
import sys


def main() -> None:
    port = sys.argv[1]
    if not port.isdecimal() or not 0 < int(port) < 2**16:
        sys.exit(f"PORT is {port!r}; use a number from 1 to 65535.")
    with socket.socket() as probe:
        # As the server does, so that a port it left a moment ago counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose another: make demo PORT=8001")


if __name__ == "__main__":
    main()
