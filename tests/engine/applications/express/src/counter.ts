import { setTimeout } from "node:timers/promises";
import { cache } from "./state.ts";

process.on("SIGTERM", () => process.exit(0));
await cache.connect();
console.log("counter: waiting");
for (;;) {
  const page = await cache.lPop("pages");
  if (page === null) await setTimeout(200);
  else console.log(`counted ${page}`);
}
