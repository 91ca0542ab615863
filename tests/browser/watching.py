"""What no page may do, whatever a test looks at: speak to strangers, break its own script, break on the server."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError


class Watched:
    """A browser context, with everything that went wrong in it."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        """Listen from the beginning."""
        self.context, self.home = context, home
        self.problems: list[str] = []
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", self._broke)

    def told(self) -> list[str]:
        """What went wrong since this was asked last."""
        problems, self.problems = self.problems, []
        return problems

    def _asked(self, request: Request) -> None:
        """No request leaves the site (P13)."""
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.problems.append(f"asked another site: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} at {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        """Errors, also of the Content-Security-Policy. That a refusal is a 4xx is no error of the page."""
        refused = message.text.startswith("Failed to load resource") and " status of 4" in message.text
        cut = (
            "net::ERR_INTERNET_DISCONNECTED" in message.text
        )  # a test has taken the network away; htmx says so as well
        cut = cut or message.text.startswith(("htmx:afterRequest", "htmx:sendError"))
        cut = cut or message.text.startswith("Service Worker registration blocked by Playwright")
        if message.type in ("error", "warning") and not refused and not cut:
            self.problems.append(f"console: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.problems.append(f"script: {error.error}")
