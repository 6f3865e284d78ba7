import enum

import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter


@strawberry.enum
class AppointmentStatus(str):
    BOOKED = "booked"
    CANCELLED = "cancelled"


@strawberry.type
class Appointment:
    id: int
    status: AppointmentStatus


@strawberry.type
class Query:
    @strawberry.field
    def appointments(self) -> list[Appointment]:
        return []


app = FastAPI()
app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
