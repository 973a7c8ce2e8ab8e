"""Where somebody is in a guide, and what to say there. Every change gives a new position."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.guides.book import Guide


@dataclass(frozen=True)
class Position:
    """`at`: the step, from 0; as many as there are steps is the end, where it is asked whether it worked.
    `way`: how the step is said (0 as written, 1 another way, 2 what to try when stuck)."""

    at: int = 0
    way: int = 0

    def next(self, guide: Guide) -> Position:
        """One step on; at the end it stays there."""
        return self.to(self.at + 1, guide)

    def back(self, guide: Guide) -> Position:
        """One step back; at the first it stays there."""
        return self.to(self.at - 1, guide)

    def to(self, at: int, guide: Guide) -> Position:
        """A step by its place, the nearest there is."""
        return Position(min(max(at, 0), len(guide.steps)))

    def another_way(self, guide: Guide) -> Position | None:
        """The same step said differently. None: all ways have been said, or it is the end."""
        if self.ended(guide) or self.way:
            return None
        return replace(self, way=1)

    def stuck(self, guide: Guide) -> Position | None:
        """What to try when the step does not work. None: nothing is left to try."""
        if self.ended(guide) or self.way == 2:
            return None
        if guide.steps[self.at].if_stuck:
            return replace(self, way=2)
        return self.another_way(guide)

    def ended(self, guide: Guide) -> bool:
        """All steps are done."""
        return self.at >= len(guide.steps)

    def words(self, guide: Guide) -> str:
        """What to say here."""
        if self.ended(guide):
            return guide.ends
        step = guide.steps[self.at]
        return (step.say, step.another_way, step.if_stuck or step.another_way)[self.way]


def where(position: Position, guide: Guide) -> str:
    """For people: "step 2 of 5", or "the end"."""
    return "the end" if position.ended(guide) else f"step {position.at + 1} of {len(guide.steps)}"


def all_steps(guide: Guide) -> str:
    """The whole guide as a numbered list."""
    return "\n".join(f"{number}. {step.say}" for number, step in enumerate(guide.steps, 1))
