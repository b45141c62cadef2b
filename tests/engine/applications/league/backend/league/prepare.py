print("prepared", flush=True)
