"""A phone that has no signal, for tests.

Telling the browser that it is offline is not enough: a page or worker that starts just then may still reach the house before
it has heard (seen on a busy machine: two entries were sent "without signal"). So the house answers nobody meanwhile.
"""

import threading


class Signal:
    """`lose()` and `back()` of one browser; while it is lost the house of the tests closes every connection unanswered."""

    def __init__(self, context, live_server) -> None:
        self._context = context
        server = live_server.thread.httpd
        if not hasattr(server, "gone"):
            server.gone = threading.Event()
            server.RequestHandlerClass = _hanging_up(server.RequestHandlerClass, server.gone)
        self._gone, self._was_lost = server.gone, False

    def lose(self) -> None:
        """From here on nothing reaches the house, and the browser knows that it is offline."""
        self._was_lost = True
        self._gone.set()
        self._context.set_offline(True)

    def back(self) -> None:
        """The house answers again before the browser hears of it, so that what goes by itself arrives."""
        self._gone.clear()
        self._context.set_offline(False)

    def explains(self, said: str) -> bool:
        """Whether a word of the console is of a try that met no signal; it may come when the signal is back already."""
        return self._was_lost and "net::ERR_" in said

    def restore(self) -> None:
        """For the next test; the browser of this one is closed anyhow."""
        self._gone.clear()


def _hanging_up(handler: type, gone: threading.Event) -> type:
    class HangingUp(handler):
        def parse_request(self) -> bool:
            if gone.is_set():
                self.close_connection = True
                return False
            return super().parse_request()

    return HangingUp
