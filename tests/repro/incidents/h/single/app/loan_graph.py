import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter


class LoanStatus:
    OPEN = "open"
    OVERDUE = "overdue"
    RETURNED = "returned"


@strawberry.type
class Loan:
    id: int
    status: strawberry.enum(LoanStatus)


@strawberry.type
class Query:
    @strawberry.field
    def loans(self) -> list[Loan]:
        return []


schema = strawberry.Schema(query=Query)
app = FastAPI()
app.include_router(GraphQLRouter(schema), prefix="/graphql")
