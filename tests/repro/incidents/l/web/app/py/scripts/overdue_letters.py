import time

for member in range(4000):
    time.sleep(0.05)
