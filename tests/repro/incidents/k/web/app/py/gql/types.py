import strawberry


@strawberry.enum
class CrewRole(str):
    MASTER = "master"
    MATE = "mate"
    ENGINEER = "engineer"


@strawberry.type
class Shift:
    id: int
    role: CrewRole
