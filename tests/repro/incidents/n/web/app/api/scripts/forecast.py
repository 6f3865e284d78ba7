import time
total = 0
for day in range(365):
    time.sleep(0.5)
    total += day
print(total)
