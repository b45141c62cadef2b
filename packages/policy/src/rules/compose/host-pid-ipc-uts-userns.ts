import { get } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "host-pid-ipc-uts-userns",
  on: "service",
  severity: "error",
  meaning: "A service shares the host's processes, memory or users.",
  reason: "It sees and can stop the host's processes, or reads their memory.",
  how: "Monitoring programs, which look at processes, and development and tests are a warning.",
  fix: "Take `pid`, `ipc`, `uts` or `userns_mode: host` away.",
  aliases: ["CL-0010", "4f31dd9f", "baa3890f", "8af7162d", "CIS-5.16", "CIS-5.17", "CIS-5.21", "CIS-5.31"],
  bad: "services:\n  a:\n    image: a:1\n    pid: host\n",
  good: "services:\n  a:\n    image: a:1\n    ipc: private\n    pid: service:b\n  b:\n    image: b:1\n",
  check({ image, name, node, stack }, tell) {
    for (const key of ["pid", "ipc", "uts", "userns_mode", "cgroup"]) {
      const value = text(get(node, key));
      if (value?.value !== "host") continue;
      const monitors = /exporter|netdata|cadvisor|telegraf|datadog|agent|glances|beszel/i.test(
        `${image?.value ?? ""} ${name}`,
      );
      tell({
        at: value.at,
        says: `\`${name}\` shares the host's \`${key}\`.`,
        ...((monitors || key === "uts" || key === "cgroup" || ["development", "test"].includes(stack.environment)) && {
          severity: "warning" as const,
        }),
      });
    }
  },
});
