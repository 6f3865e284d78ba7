import strawberry


@strawberry.enum
class BerthState:
    FREE = "free"
    TAKEN = "taken"


@strawberry.type
class Berth:
    code: str
    state: BerthState


@strawberry.type
class Query:
    @strawberry.field
    def berths(self) -> list[Berth]:
        return []


schema = strawberry.Schema(query=Query)
