Feature: Health
  Scenario: The API answers
    Given the API is loaded
    Then its health is ok
