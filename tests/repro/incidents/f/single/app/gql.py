import strawberry


@strawberry.enum
class MemberRole:
    POTTER = "potter"
    TEACHER = "teacher"


@strawberry.type
class Member:
    email: str
    role: MemberRole


@strawberry.type
class Query:
    @strawberry.field
    def members(self) -> list[Member]:
        return []


schema = strawberry.Schema(query=Query)
