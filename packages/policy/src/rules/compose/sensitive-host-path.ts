import { rule } from "../../rule";

export default rule({
  id: "sensitive-host-path",
  on: "service",
  severity: "error",
  meaning: "A service is given a part of the host that is the system's or another's.",
  reason: "It reads the host's keys and passwords, or changes what the host runs.",
  how: "`/`, `/etc`, `/root`, `/boot`, `/usr`, `/var/run`, `/var/lib/docker`, `~/.ssh`, `~/.aws` and their like. Time zone and certificates, and monitoring programs that read `/proc` and `/sys`, are let pass; what is read-only is a warning.",
  fix: "Mount the one file that is needed, read-only.",
  aliases: ["CL-0013", "CL-0025", "1c1325ff", "CIS-5.6", "OW-8"],
  bad: "services:\n  a:\n    image: a:1\n    volumes: ['/etc:/host/etc']\n",
  good: "services:\n  a:\n    image: a:1\n    volumes: ['/etc/localtime:/etc/localtime:ro', '/srv/data:/data', '${SOURCES}:/app']\n",
  check({ image, mounts, name }, tell) {
    const monitors =
      /node[-_]?exporter|cadvisor|netdata|telegraf|datadog|glances|promtail|alloy|beszel|agent|crowdsec|fail2ban|wazuh|sysdig|falco/i.test(
        `${image?.value ?? ""} ${name}`,
      );
    for (const { at, open, readOnly, source, type } of mounts) {
      if (type !== "bind") continue;
      const path = source.replace(/\/+$/, "") || "/";
      const isSystem =
        (!open &&
          /^(\/|\/(etc|root|boot|usr|bin|sbin|lib|lib64|sys|proc|dev|run|var\/run|var\/lib|var\/lib\/docker|etc\/(passwd|shadow|sudoers|ssh|kubernetes|docker)))$/.test(
            path,
          )) ||
        /(^|\/)\.(ssh|aws|kube|gnupg|docker\/config\.json|config\/gcloud)(\/|$)/.test(path);
      if (!isSystem || (monitors && readOnly) || (monitors && /^\/(proc|sys|run|var\/run|dev)$/.test(path))) continue;
      tell({
        at,
        says: `\`${name}\` gets \`${path}\` of the host.`,
        ...((readOnly || monitors) && { severity: "warning" as const }),
      });
    }
  },
});
