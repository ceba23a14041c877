"""The parts of a promise that is made of several."""

from targetkit.assessment import Assessment
from targetkit.explanation.figures import attained_text
from targetkit.explanation.phrases import Lines, address_of, aside, listed
from targetkit.status import Status
from targetkit.wording import clean, language, say

__all__ = ["part_lines"]


def part_lines(a: Assessment, lang: str | None) -> Lines:
    """Each part with its status, and how many are not named yet."""
    for name, part in a.parts:
        title = clean(name)
        own = part.target.title.say(language(lang))
        if not part.target.slice and own and own != name:
            title = clean(f"{part.target.label} {own}")
        seen = attained_text(part, lang)
        words = [say(part.reason, lang), *([seen] if seen != "-" else [])]
        if part.status in (Status.NO_DATA, Status.INDETERMINATE):
            words.append(say("explain.part.name", lang, name=address_of(part.target)))
        why = aside(listed(words, lang, by="semicolon"), lang)
        yield f"{title}{say('explain.colon', lang)}{say(part.status, lang)}{why}"
    if a.unnamed:
        yield say("table.unnamed", lang, n=a.unnamed)
