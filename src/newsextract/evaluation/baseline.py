"""The baseline: figures that may not get worse, pinned for one corpus, with the mentions behind them.

A baseline file holds a floor for the strict F1 of every label (groups and links too) and for every
attribute; the keys (``article:label:start:end``) of the mentions that were right and of those that were
false; and the keys of the attributes that were wrong (with ``:attribute`` behind). So a broken floor can
say which mentions were lost. A floor goes down only with a reason, and the reason stays in the file.

Articles of the split ``bugs`` hold errors that were reported once. There every single thing counts: what
was right must stay right, however good the figures are. They are left out of the floors, so that an
article for an error that is not mended yet lowers none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsextract.errors import GoldError, InputError, SettingsError
from newsextract.evaluation.gold import BUGS
from newsextract.evaluation.scores import Finding, Scores
from newsextract.io.whole import write_whole

_DIGITS = 6
TO_DO = (
    "mend the rule; if what is lost is wanted, write it down:"
    " --update-baseline --allow-regression REASON, both together"
)
"""What is said to somebody whose change breaks a floor."""


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Lowered(_Stored):
    """One time that floors went down (or bugs came back), and why; a floor that is gone has no ``new``."""

    reason: str
    old: dict[str, float]
    new: dict[str, float]
    bugs: tuple[str, ...] = Field(
        default=(), description="What was right in the split bugs and is no longer."
    )


class Baseline(_Stored):
    """What the figures of one corpus may not fall below."""

    version: Literal[1] = 1
    fingerprint: str = Field(description="sha256 of the gold that was scored.")
    articles: int
    floors: dict[str, float]
    true: tuple[str, ...] = Field(description="Keys of what was found and right.")
    false: tuple[str, ...] = Field(description="Keys of what was found and is none.")
    wrong: tuple[str, ...] = Field(description="Keys of the attributes that were wrong on what was found.")
    history: tuple[Lowered, ...] = ()


class Regression(NamedTuple):
    """A floor that is broken: ``now`` is None when there is nothing left to measure.

    ``name`` is a figure's, or ``bugs``: then ``now`` is the share of what was right there that still is.
    """

    name: str
    floor: float
    now: float | None
    lost: tuple[str, ...]
    false: tuple[str, ...]
    won: tuple[str, ...]

    def __str__(self) -> str:
        now = "nothing to measure" if self.now is None else f"{self.now:.4f}"
        lines = [f"{self.name}: {now}, the floor is {self.floor:.4f}"]
        for kind, listed in (("lost", self.lost), ("new false", self.false), ("won", self.won)):
            lines += [f"  {kind}: {one}" for one in listed]
        return "\n".join(lines)


def figures(scores: Scores) -> dict[str, float]:
    """Return every figure that a baseline pins, by name, rounded; those with nothing to measure left out.

    Articles of the split ``bugs`` are left out where there are others.
    """
    others = tuple(article for article in scores.articles if article.split != BUGS)
    measured = Scores(others) if others else scores
    return {name: round(figure, _DIGITS) for name, figure in measured.figures().items()}


def check(scores: Scores, baseline: Baseline) -> list[Regression]:
    """Return the floors that the scores break, each with what was lost and won, mention by mention.

    Raises ``GoldError`` when the scores are of another corpus than the baseline: figures of two corpora
    say nothing about each other.
    """
    if scores.fingerprint != baseline.fingerprint:
        raise GoldError(
            f"the gold is not the one of the baseline ({len(scores.articles)} articles, the baseline has"
            f" {baseline.articles}): if the gold was changed on purpose, update the baseline"
            " (--update-baseline)"
        )
    now = figures(scores)
    broken = [name for name, floor in baseline.floors.items() if now.get(name, -1.0) < floor]
    found = [_regression(name, scores, baseline, now.get(name)) for name in broken]
    return [*found, *_bugs_come_back(scores, baseline)]


def _bugs_come_back(scores: Scores, baseline: Baseline) -> Iterator[Regression]:
    """Yield one regression when anything that was right in the split ``bugs`` is no longer."""
    bugs = _bugs(scores)
    if scores.fingerprint != baseline.fingerprint:  # an article that is new in the corpus brings nothing back
        bugs &= {_article(key) for key in (*baseline.true, *baseline.false)}
    true, false, wrong = map(set, _keys(scores))
    before = {key for key in baseline.true if _article(key) in bugs}
    missed = before - true
    spoilt = {key for key in wrong - set(baseline.wrong) if key.rpartition(":")[0] in before & true}
    extra = {key for key in false - set(baseline.false) if _article(key) in bugs}
    if not (missed or spoilt or extra):
        return
    listed = _Listed("f1", scores)
    lost = [listed.line(key, "missed") for key in _sorted(missed)]
    new = [listed.line(key, "false") for key in _sorted(extra)]
    for key in _sorted(spoilt):
        mention, _, attribute = key.rpartition(":")
        lost.append(_Listed(attribute, scores).line(mention, "true"))
    kept = max(0.0, 1 - (len(lost) + len(new)) / len(before)) if before else 0.0
    won = [listed.line(key, "true") for key in _sorted(true - before) if _article(key) in bugs]
    yield Regression(BUGS, 1.0, round(kept, _DIGITS), tuple(lost), tuple(new), tuple(won))


def _bugs(scores: Scores) -> set[str]:
    return {article.id for article in scores.articles if article.split == BUGS}


def _article(key: str) -> str:
    return key.rsplit(":", 3)[0]


def _regression(name: str, scores: Scores, baseline: Baseline, now: float | None) -> Regression:
    bugs = _bugs(scores)
    aside = bugs if len(bugs) < len(scores.articles) else set()
    old_good, old_bad = _sides(name, baseline.true, baseline.false, baseline.wrong, aside)
    good, bad = _sides(name, *_keys(scores), aside)
    listed = _Listed(name.split(".")[1], scores)
    lost = [listed.line(key, "missed") for key in _sorted(old_good - good - bad)]
    new = [listed.line(key, "false") for key in _sorted(bad - old_bad)]
    if not name.endswith(".f1"):  # not found falsely: found, and wrong in this
        lost, new = lost + new, []
    won = [listed.line(key, "true") for key in _sorted(good - old_good)]
    if name.endswith(".f1"):
        won += [f"{key} is no longer found" for key in _sorted(old_bad - bad)]
    return Regression(name, baseline.floors[name], now, tuple(lost), tuple(new), tuple(won))


def _keys(scores: Scores) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the keys of true and of false mentions and of wrong attributes, sorted."""
    true = list(scores.findings("true"))
    wrong = {f"{finding.key}:{wrong.attribute}" for finding in true for wrong in finding.wrong}
    false = {finding.key for finding in scores.findings("false")}
    return _sorted({finding.key for finding in true}), _sorted(false), _sorted(wrong)


def _sorted(keys: Iterable[str]) -> tuple[str, ...]:
    """Sort keys as a reader would, 9 before 10."""
    return tuple(sorted(keys, key=lambda key: (_parts(key), key)))


def _parts(key: str) -> list[tuple[str, int]]:
    pieces = re.split("([0-9]+)", key)
    return [(word, int(number)) for word, number in zip(pieces[::2], [*pieces[1::2], "0"], strict=True)]


def _sides(
    name: str, true: Iterable[str], false: Iterable[str], wrong: Iterable[str], aside: set[str]
) -> tuple[set[str], set[str]]:
    """Return the keys that speak for a figure and those against it, but for those of articles aside."""
    label, attribute = name.split(".")
    found = {key for key in true if key.rsplit(":", 3)[1] == label and _article(key) not in aside}
    if attribute == "f1":
        return found, {k for k in false if k.rsplit(":", 3)[1] == label and _article(k) not in aside}
    parts = (key.rpartition(":") for key in wrong)
    bad = found & {key for key, _, wrong_attribute in parts if wrong_attribute == attribute}
    return found - bad, bad


class _Listed:
    """Words for a key: its text, and what became of it."""

    def __init__(self, attribute: str, scores: Scores) -> None:
        self.attribute = attribute
        self.findings: dict[str, list[Finding]] = {}
        for finding in scores.findings():
            self.findings.setdefault(finding.key, []).append(finding)

    def line(self, key: str, became: Literal["true", "false", "missed"]) -> str:
        findings = self.findings.get(key, [])
        text = f" “{findings[0].text}”" if findings else ""
        if self.attribute == "f1" or became == "missed":
            return f"{key}{text} is {became}"
        for wrong in (wrong for finding in findings for wrong in finding.wrong):
            if wrong.attribute == self.attribute:
                return f"{key}{text} expected {wrong.expected}, got {wrong.got}"
        return f"{key}{text} is right"


def read_baseline(path: str | Path) -> Baseline:
    """Read a baseline file. Raises ``InputError`` when it cannot be opened, ``SettingsError`` when broken."""
    try:
        return Baseline.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise InputError(f"cannot read the baseline {path}: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise SettingsError(f"{path} is no baseline: {place}: {first['msg']}") from error


def update(path: str | Path, scores: Scores, allow_regression: str | None = None) -> Baseline:
    """Pin the figures of ``scores`` in the file, new or there before, and return what was written.

    A floor that would go down (or away) is refused with ``SettingsError`` unless ``allow_regression``
    gives a reason, which is recorded in the file's ``history``; also when the corpus itself was changed.
    """
    path = Path(path)
    old = read_baseline(path) if path.exists() else None
    floors = figures(scores)
    back = (
        ()
        if old is None
        else tuple(one for bug in _bugs_come_back(scores, old) for one in (*bug.lost, *bug.false))
    )
    history = () if old is None else (*old.history, *_lowered(old.floors, floors, back, allow_regression))
    true, false, wrong = _keys(scores)
    made = Baseline(
        fingerprint=scores.fingerprint,
        articles=len(scores.articles),
        floors=floors,
        true=true,
        false=false,
        wrong=wrong,
        history=history,
    )
    write_whole(path, [made.model_dump_json(indent=1) + "\n"])
    return made


def _lowered(
    old: dict[str, float], new: dict[str, float], bugs: tuple[str, ...], reason: str | None
) -> tuple[Lowered, ...]:
    names = [name for name, floor in old.items() if new.get(name, -1.0) < floor]
    if not (names or bugs):
        return ()
    if not (reason and reason.strip()):
        falls = [f"{name} from {old[name]} to {new.get(name, 'nothing')}" for name in names]
        listing = ", ".join([*falls, *(f"the bug {bug}" for bug in bugs)])
        raise SettingsError(
            f"the update would lower {listing}: mend it, or give the reason with --allow-regression REASON"
        )
    now = {name: new[name] for name in names if name in new}
    before = {name: old[name] for name in names}
    return (Lowered(reason=reason.strip(), old=before, new=now, bugs=bugs),)
