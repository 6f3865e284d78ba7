import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter

from gql.types import Shift


@strawberry.type
class Query:
    @strawberry.field
    def shifts(self) -> list[Shift]:
        return []


schema = strawberry.Schema(Query)
app = FastAPI()
app.include_router(GraphQLRouter(schema), prefix="/graphql")
