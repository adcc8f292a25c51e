"""The review tool in a notebook: the browser sends steps, and is sent what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from planoteca.coding import Coding
from planoteca.errors import PlanotecaError
from planoteca.evaluation import Compared
from planoteca.reviewing import context, measuring, records, session, storage, views, wording
from planoteca.reviewing.fields import COMMITMENTS, Refused
from planoteca.reviewing.opening import Opened
from planoteca.reviewing.session import Hand, Session
from planoteca.reviewing.storage import ChangedOnDisk


class Review(anywidget.AnyWidget):
    """One coder's session. Every step is on disk before the browser is told that it was taken."""

    _esm = Path(__file__).with_name("widget.js")
    _css = Path(__file__).with_name("widget.css")
    frame = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, opened: Opened, by: str, language: str) -> None:
        self._opened = opened
        self._by, self._language = by, language
        plan = opened.plan
        notice = (
            _notice("info", wording.notice("adopted", language)) if opened.was_changed else None
        )
        super().__init__(
            frame=views.frame(opened.store.made, by, plan.document, plan.codebook, language),
            view=self._view(notice=notice),
        )
        self.on_msg(lambda _, message, __: self.answer(message))

    def __repr__(self) -> str:
        found = self._opened
        made = found.store.made
        done, total = found.session.count(session.DONE, session.DELETED), len(found.session.rows)
        return f"<Review {made.document_id}, {made.task} by {self._by}: {done} of {total} rows>"

    @property
    def folder(self) -> Path:
        """The folder of the coding, for `planoteca.compare` and `planoteca.load_coding`."""
        return self._opened.store.folder

    @property
    def coding(self) -> Coding:
        """What is coded so far."""
        return records.coding_of(self._opened.session)

    def agreement(self) -> Compared:
        """Agreement with the coding it began from; of an adjudication, that of the two coders.

        A blind coding has to be finished, and is closed by looking. Raises PlanotecaError.
        """
        try:
            _, found = self._agreement()
        except Refused as error:
            raise PlanotecaError(wording.refusal(error, self._language)) from None
        return found

    def _agreement(self) -> tuple[tuple[str, str], Compared]:
        first, second = measuring.sides(self._opened)
        found = measuring.compared(self._opened, first, second)
        self._keep(measuring.sealed(self._opened))
        self.view = self._view()
        return (first.name, second.name), found

    def _keep(self, after: Session) -> None:
        """The next state, once it is saved; the row in view alone is no change."""
        if replace(after, position=0) != replace(self._opened.session, position=0):
            self._opened.store.save(after)
        self._opened.session = after

    def answer(self, message: Mapping[str, Any]) -> None:
        """Take the step of a message of the browser, and put in `view` what it comes to."""
        answered = message.get("id")
        try:
            shown = self._answer(str(message.get("step")), message)
        except ChangedOnDisk as error:
            text = wording.notice("changed", self._language, names=error.message)
            shown = {"notice": _notice("changed", text)}
        except Refused as error:
            notice = _notice("refused", wording.refusal(error, self._language))
            shown = {"notice": notice, "lacking": list(error.names)}
        except PlanotecaError as error:
            shown = {"notice": _notice("error", str(error))}
        self.view = {**self._view(), "answered": answered, **shown}

    def _answer(self, name: str, message: Mapping[str, Any]) -> dict[str, Any]:
        opened = self._opened
        if name == "reread":
            opened.session = storage.reread(opened.store, opened.session, opened.plan.codebook)
            return {"notice": _notice("info", wording.notice("adopted", self._language))}
        if name == "agreement":
            names, found = self._agreement()
            shown = views.agreement(
                found.figures,
                found.disagreements,
                names,
                opened.plan.codebook,
                self._language,
            )
            return {"agreement": shown}
        if name == "add":
            message = {**message, **self._cited(message)}
        hand = Hand(self._by, datetime.now(UTC).isoformat(timespec="seconds"), opened.plan.codebook)
        self._keep(session.step(opened.session, name, message, hand))
        return {}

    def _cited(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """The pages and words of the lines picked; nothing where the coder wrote them."""
        document = self._opened.plan.document
        first, last = message.get("line_start"), message.get("line_end")
        if document is None or not isinstance(first, int) or not isinstance(last, int):
            return {}
        found = context.cited(document, *sorted((first, last)))
        if self._opened.store.made.table != COMMITMENTS:
            del found["statement"]  # lines hold more than the figure
        return found

    def _view(self, notice: Mapping[str, str] | None = None) -> dict[str, Any]:
        opened = self._opened
        shown = views.view(opened.session, opened.plan.document, self._language)
        return {**shown, "notice": notice, "agreement": None, "answered": None, "lacking": []}


def _notice(kind: str, text: str) -> dict[str, str]:
    return {"kind": kind, "text": text}
