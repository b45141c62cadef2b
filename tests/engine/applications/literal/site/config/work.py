import json
import time

from config.told import told

print(json.dumps(told()), flush=True)
time.sleep(3600)
