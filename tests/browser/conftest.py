"""A real Chromium with the network off."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from lab_server import Lab
from lab_server import new_page as new_lab_page
from lab_server import running as running_lab
from opened import Opened
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Makes pages of a context with the given options; in the end no page may have had trouble."""
    made: list[Opened] = []

    def make(width: int = 1280, **options: object) -> Opened:
        context = browser.new_context(
            **{"offline": True, "locale": "es-PE", "viewport": {"width": width, "height": 900}}
            | options
        )
        opened = Opened(context.new_page())
        opened.page.on(
            "console", lambda m: opened.trouble.append(m.text) if m.type == "error" else None
        )
        opened.page.on("pageerror", lambda error: opened.trouble.append(str(error)))
        opened.page.on("request", lambda r: _note(r.url, opened.trouble))
        made.append(opened)
        return opened

    yield make
    for opened in made:
        opened.page.context.close()
        assert opened.trouble == []


@pytest.fixture
def page(new_page: Callable[..., Opened]) -> Page:
    return new_page().page


def _note(url: str, trouble: list[str]) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        trouble.append(url)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a built copy of the project."""
    with running_lab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and every request of it that leaves this machine."""
    with new_lab_page(browser) as found:
        yield found
