"""A Strawberry schema with a class that only looks like an enum."""

from typing import Optional

import strawberry


@strawberry.enum
class TicketPriority(str):
    LOW = "low"
    HIGH = "high"


@strawberry.type
class Ticket:
    id: int
    priority: Optional[TicketPriority]


@strawberry.type
class Query:
    @strawberry.field
    def tickets(self) -> list[Ticket]:
        return []


schema = strawberry.Schema(Query)
