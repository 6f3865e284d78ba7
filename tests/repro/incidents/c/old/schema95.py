import strawberry


@strawberry.enum
class CargoClass(str):
    BULK = "bulk"
    REEFER = "reefer"


@strawberry.type
class Query:
    @strawberry.field
    def cargo(self) -> CargoClass:
        return CargoClass("bulk")


schema = strawberry.Schema(Query)
