from marshmallow_sqlalchemy import SQLAlchemyAutoSchema

from models import Loan


class LoanSchema(SQLAlchemyAutoSchema):
    class Meta:
        model = Loan


def test_shelf_is_dumped():
    assert LoanSchema().dump(Loan(shelf_no=4))["shelf_no"] == 4
