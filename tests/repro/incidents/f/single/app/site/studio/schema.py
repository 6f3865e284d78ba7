import strawberry


@strawberry.enum
class FiringKind(str):
    BISQUE = "bisque"
    GLAZE = "glaze"


@strawberry.type
class Query:
    @strawberry.field
    def kinds(self) -> list[FiringKind]:
        return []


schema = strawberry.Schema(Query)
