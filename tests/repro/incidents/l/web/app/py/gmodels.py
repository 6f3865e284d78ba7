class LoanStatus:
    OPEN = "open"
    OVERDUE = "overdue"
    RETURNED = "returned"
