Feature: the stack after a deployment

  Scenario: the API is ready
    When I GET "utils/health-check/"
    Then the status is 200

  Scenario: the administrator signs in
    When I sign in as "admin@lockers.example" with "changeme"
    Then the status is 200
