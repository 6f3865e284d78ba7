*** Settings ***
Library           RequestsLibrary
Suite Setup       Create Session    mill    http://backend:8000/api/v1

*** Test Cases ***
Health Check Passes
    ${answer}=    GET On Session    mill    /utils/health-check/

Reports Can Be Read
    ${answer}=    GET On Session    mill    /reports/monthly
