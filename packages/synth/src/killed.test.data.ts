// `node -r tsx/cjs killed.test.data.ts <folder> <plan as JSON> <n>`: a process that dies at its n-th write, half-way
// through the text if it writes one. Prints how many writes it made if it lives.
import fs from "node:fs";
import { prepare } from "./prepare";

const [folder = "", plan = "", last = ""] = process.argv.slice(2);
const calls = ["chmodSync", "mkdirSync", "openSync", "renameSync", "rmdirSync", "unlinkSync", "writeFileSync"] as const;
let writes = 0;

for (const name of calls) {
  const write = fs[name] as (...args: readonly unknown[]) => unknown;
  const dying = (...args: readonly unknown[]): unknown => {
    if (++writes !== Number(last)) return write(...args);
    if (name === "writeFileSync") {
      const data = Buffer.from(args[1] as string | Buffer);
      write(args[0], data.subarray(0, data.length / 2));
    }
    process.kill(process.pid, "SIGKILL");
    return undefined;
  };
  Object.assign(fs, { [name]: dying });
}

prepare(folder, JSON.parse(plan)).commit();
process.stdout.write(String(writes));
