import { rule } from "../../rule";

export default rule({
  id: "mount-propagation",
  on: "service",
  severity: "warning",
  meaning: "Mounts that a service makes reach the host, or those of the host the service.",
  reason: "A mount in the container appears on the host, and the other way round.",
  fix: "Leave the propagation at `rprivate`.",
  aliases: ["CL-0017", "baa452f0", "CIS-5.20"],
  bad: "services:\n  a:\n    image: a:1\n    volumes: ['/mnt:/mnt:rshared']\n",
  good: "services:\n  a:\n    image: a:1\n    volumes: ['/mnt:/mnt:rprivate']\n  node-exporter:\n    image: prom/node-exporter:v1.8.0\n    volumes: ['/:/host:ro,rslave']\n",
  check({ mounts, name }, tell) {
    for (const { at, options, readOnly } of mounts) {
      const found = options.find((each) => /^(r?shared|r?slave)$/.test(each));
      if (found !== undefined && !(readOnly && /slave/.test(found)))
        tell({ at, says: `\`${name}\` has a mount that is \`${found}\`.` });
    }
  },
});
