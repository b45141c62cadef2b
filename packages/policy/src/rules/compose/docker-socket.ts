import { rule } from "../../rule";

export default rule({
  id: "docker-socket",
  on: "service",
  severity: "error",
  meaning: "A service is given the engine's socket.",
  reason:
    "Whoever can talk to it starts a container with the host's disk in it: it is root on the host. Read-only makes no difference.",
  how: "Programs that are made for it (Traefik, Portainer, Watchtower, socket proxies, runners) are a warning.",
  fix: "Put a proxy between that lets the needed calls through only.",
  aliases: ["CL-0001", "d6355c88", "CIS-5.32", "exposing-docker-socket-volume", "OW-1"],
  references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  bad: "services:\n  a:\n    image: a:1\n    volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']\n",
  good: "services:\n  a:\n    image: a:1\n    volumes: ['./docker.sock.md:/x']\n",
  check({ image, mounts, name, build }, tell) {
    const isMeant =
      build === undefined &&
      /traefik|portainer|watchtower|socket-proxy|dozzle|nginx-proxy|docker-gen|acme-companion|autoheal|diun|ouroboros|runner|jenkins|drone|woodpecker|cadvisor|promtail|datadog|netdata|telegraf|glances|homepage|dockge|yacht|ofelia|swarmpit|autokuma|beszel|agent|alloy|vector|fluent|filebeat|lazydocker|wud|caddy|labels?|komodo|coolify|localstack|testcontainers|docker/i.test(
        `${image?.value ?? ""}`,
      );
    for (const { at, source, type } of mounts) {
      if (type === "bind" && /(^|\/)(docker|podman|containerd|crio)\.sock$/.test(source))
        tell({
          at,
          says: `\`${name}\` can do everything that the engine can.`,
          ...(isMeant && { severity: "warning" as const }),
        });
    }
  },
});
