import { rule } from "../../rule";

export default rule({
  id: "host-network",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service uses the host's network.",
  reason:
    "It reaches everything that listens on the host's loopback, and everything it listens on is open to the world.",
  how: "Programs that need it (discovery in the home, VPN, DHCP, monitoring) are only told to consider it.",
  fix: "Give it a network and publish its ports.",
  aliases: ["CL-0008", "071a71ff", "CIS-5.10", "OW-5"],
  references: ["https://docs.docker.com/engine/network/drivers/host/"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    network_mode: host\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    networks: [a]\nnetworks: {a: }\n" },
  check({ image, name, networkMode }, tell) {
    if (networkMode?.value !== "host") return;
    const needs =
      /home-?assistant|homeassistant|pihole|adguard|tailscale|wireguard|zerotier|netdata|node[-_]?exporter|plex|jellyfin|avahi|mdns|unifi|dhcp|matter|homebridge|scrypted|zigbee|frigate|cloudflared|syncthing|snapcast|coturn|rtsp|webrtc|livekit|sip|ros/i.test(
        `${image?.value ?? ""} ${name}`,
      );
    tell({
      at: networkMode.at,
      says: `\`${name}\` is in the host's network.`,
      ...(needs && { severity: "info" as const }),
    });
  },
});
