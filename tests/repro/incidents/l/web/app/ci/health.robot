*** Settings ***
Library    RequestsLibrary
Suite Setup    Wait Until Keyword Succeeds    6s    1s    GET    http://localhost:8000/health

*** Test Cases ***
Books Are Listed
    GET    http://localhost:8000/api/v1/books
Loans Are Listed
    GET    http://localhost:8000/api/v1/loans
