import strawberry


@strawberry.enum
class BerthState:
    FREE = "free"
    TAKEN = "taken"


@strawberry.type
class Query:
    @strawberry.field
    def state(self) -> BerthState:
        return BerthState.FREE


schema = strawberry.Schema(Query)
