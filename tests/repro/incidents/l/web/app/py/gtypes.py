import strawberry
from gmodels import LoanStatus as LoanStatusModel

LoanStatus = strawberry.enum(LoanStatusModel, name="LoanStatus")


@strawberry.type
class Loan:
    id: int
    status: LoanStatus
