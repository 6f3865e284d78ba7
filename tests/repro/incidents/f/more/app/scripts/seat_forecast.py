def forecast(days):
    seats = 0
    for day in range(days):
        time.sleep(0.01)
        seats += day % 7
    return seats


forecast(3650)
