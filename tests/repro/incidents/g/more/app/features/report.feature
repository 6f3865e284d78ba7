Feature: monthly report

  Scenario: the list of lockers
    When I ask for "/lockers/"
    Then the answer is 200

  Scenario: the report of October
    When I ask for "/reports/2026-10/"
    Then the answer is 200
