import strawberry
from enum import Enum


class DeliveryState:
    PLANNED = "planned"
    LOADED = "loaded"
    DELIVERED = "delivered"


State = strawberry.enum(DeliveryState, description="where a delivery is")


@strawberry.type
class Delivery:
    id: int
    state: State


@strawberry.type
class Query:
    @strawberry.field
    def deliveries(self) -> list[Delivery]:
        return []


schema = strawberry.Schema(query=Query)
