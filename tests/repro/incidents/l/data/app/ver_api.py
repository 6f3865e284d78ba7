import datetime
from fastapi import FastAPI
import versioned

app = FastAPI()


@app.post("/schedule-runs")
def run():
    versioned.add(versioned.ScheduleRun)


@app.post("/rosters")
def roster():
    versioned.add(versioned.Roster)
