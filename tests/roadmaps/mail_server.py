"""A mail server for worker processes that can make them wait at the moments that matter."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Barrier, Event, Thread
from typing import cast


class MailServer(ThreadingTCPServer):
    """``mails`` are what it has taken; it can be made to wait for ``go`` at a moment (``silent_at``).

    With ``together`` it greets only when so many clients are connected at once.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[Message] = []
        self.connected = 0
        # "greeting", "recipient" (before it accepts one) or "taken" (before it says that it took a mail)
        self.silent_at = ""
        self.reached: list[str] = []
        self.refuses = False
        self.go = Event()
        self.together = Barrier(1)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def wait(self, moment: str) -> None:
        self.reached.append(moment)
        if self.silent_at == moment:
            self.go.wait(60)


class _Conversation(StreamRequestHandler):
    def handle(self) -> None:
        server = cast(MailServer, self.server)
        server.connected += 1
        try:
            server.together.wait(60)
            server.wait("greeting")
            self._converse(server)
        except OSError:
            return  # the client was killed

    def _converse(self, server: MailServer) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT":
                server.wait("recipient")
                self._say("550 nobody of that name" if server.refuses else "250 fine")
            elif word == b"DATA":
                self._say("354 go on")
                server.mails.append(message_from_bytes(self._content()))
                server.wait("taken")
                self._say("250 taken")
            else:
                self._say("221 bye" if word == b"QUIT" else "250 fine")
                if word == b"QUIT":
                    return

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.go.set()
            server.shutdown()
