import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter


@strawberry.enum
class BerthState(str):
    FREE = "free"
    TAKEN = "taken"


@strawberry.type
class Query:
    @strawberry.field
    def state(self) -> BerthState:
        return BerthState.FREE


app = FastAPI()
app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
