import { get, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "dangerous-capability",
  on: "service",
  severity: "error",
  meaning: "A service is given a capability that is as good as root on the host.",
  reason: "Mounting, loading modules, reading other processes: each is a known way out of a container.",
  how: "`NET_ADMIN`, which VPNs and firewalls need, `SYS_PTRACE` and the like are warnings.",
  fix: "Take it away, or give the one right that is needed.",
  aliases: ["CL-0011", "CL-0024", "CL-0027", "CL-0028", "CL-0029", "CL-0030", "ce76b7d0", "CIS-5.4"],
  references: ["https://man7.org/linux/man-pages/man7/capabilities.7.html"],
  bad: "services:\n  a:\n    image: a:1\n    cap_add: [SYS_ADMIN]\n",
  good: "services:\n  a:\n    image: a:1\n    cap_add: [CHOWN, NET_BIND_SERVICE]\n",
  check({ name, node }, tell) {
    for (const { at, text } of scalarsOf(get(node, "cap_add"))) {
      const capability = text.toUpperCase().replace(/^CAP_/, "");
      if (/^(ALL|SYS_ADMIN|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH|BPF|SYS_BOOT|MAC_ADMIN|MAC_OVERRIDE)$/.test(capability))
        tell({ at, says: `\`${capability}\` makes \`${name}\` as good as root on the host.` });
      else if (
        /^(NET_ADMIN|SYS_PTRACE|SYS_TIME|PERFMON|SYSLOG|NET_RAW|SYS_CHROOT|CHECKPOINT_RESTORE)$/.test(capability)
      )
        tell({
          at,
          severity: capability === "NET_RAW" ? "info" : "warning",
          says: `\`${capability}\` lets \`${name}\` do more than most programs need.`,
        });
    }
  },
});
