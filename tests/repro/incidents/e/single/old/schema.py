import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter


@strawberry.enum
class OrderStatus(str):
    OPEN = "open"
    SHIPPED = "shipped"


@strawberry.type
class Query:
    @strawberry.field
    def status(self) -> OrderStatus:
        return OrderStatus.OPEN


app = FastAPI()
app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
