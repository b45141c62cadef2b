import time

print("works", flush=True)
time.sleep(600)
