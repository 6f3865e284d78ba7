"""Strawberry as of 2023 on Python 3.9: an Enum that nobody registered."""

from enum import Enum
from typing import List, Optional

import strawberry


class ShiftKind(Enum):
    DAY = "day"
    NIGHT = "night"


@strawberry.type
class Shift:
    kind: ShiftKind
    tags: Optional[List[str]] = None


@strawberry.type
class Query:
    @strawberry.field
    def shifts(self) -> List[Shift]:
        return []


schema = strawberry.Schema(query=Query)
