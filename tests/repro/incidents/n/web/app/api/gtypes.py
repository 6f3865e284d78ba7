import strawberry

from enums import AssignmentRole

AssignmentRoleEnum = strawberry.enum(AssignmentRole)


@strawberry.type
class Assignment:
    id: int
    role: AssignmentRoleEnum
