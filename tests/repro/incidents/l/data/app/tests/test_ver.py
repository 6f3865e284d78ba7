import versioned


def test_new_schedule_run():
    versioned.add(versioned.ScheduleRun)


def test_new_roster():
    versioned.add(versioned.Roster)
