Feature: deliveries
  Scenario: the gates are listed
    Given a database
    Then there are 2 gates

  Scenario: a delivery is planned
    Given a database
    When a delivery is planned for gate 3
    Then there are 3 gates
