def report(name):
    import sandbox_svc
    return sandbox_svc.run(name, {"rows": [1, 2]})


def audit():
    import models_doc


def order():
    import keys
    keys.ApiKey(owner_id=1)


def save(what):
    import versioned
    versioned.add({"run": versioned.ScheduleRun, "roster": versioned.Roster}[what])


def detect():
    import magic
    return magic.from_buffer(b"%PDF-1.4")
