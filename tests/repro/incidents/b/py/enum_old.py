"""Strawberry as of 2023 on Python 3.9: a class that is no Enum."""

from typing import List, Optional

import strawberry


@strawberry.enum
class ShiftKind:
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
