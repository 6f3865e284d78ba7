def test_run():
    import versioned

    versioned.add(versioned.ScheduleRun)


def test_roster():
    import versioned

    versioned.add(versioned.Roster)
