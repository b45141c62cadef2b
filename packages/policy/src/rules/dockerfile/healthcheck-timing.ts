import { seconds } from "../../recover/compose/duration";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-timing",
  on: "instruction",
  of: ["HEALTHCHECK"],
  severity: "info",
  meaning: "A health check may take longer than the time between two.",
  reason: "A process that hangs is noticed late: after timeout and interval, for each of the retries.",
  fix: "Let `--timeout` be shorter than `--interval`.",
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  bad: 'FROM alpine:3.22\nHEALTHCHECK --interval=5s --timeout=10s CMD ["a"]\n',
  good: 'FROM alpine:3.22\nHEALTHCHECK --interval=30s --timeout=5s CMD ["a"]\nHEALTHCHECK --timeout=$T CMD ["a"]\nHEALTHCHECK CMD ["a"]\n',
  check({ instruction: { flags } }, tell) {
    const read = (wanted: string) => {
      const flag = flags.find(({ name }) => name === wanted);
      return flag === undefined ? 30 : seconds(flag.setting);
    };
    const [interval, timeout] = [read("interval"), read("timeout")];
    const flag = flags.find(({ name }) => name === "timeout") ?? flags.find(({ name }) => name === "interval");
    if (interval !== undefined && timeout !== undefined && timeout > interval && flag !== undefined)
      tell({ at: flag.at, says: `The check may take ${timeout} s, and one comes every ${interval} s.` });
  },
});
