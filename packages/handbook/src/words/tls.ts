export const title = "TLS";
export const intro = (service: string): string =>
  `\`${service}\` speaks HTTP. Something in front of it has to hold the certificate and speak HTTPS: a load balancer, or a server on the same machine such as Caddy, which gets certificates and renews them by itself. Certificates of Let's Encrypt are valid for 45 days or less: whatever you choose, it must renew by itself.`;
export const steps = {
  declare: (service: string): string =>
    `In \`.projenrc.ts\`, publish \`${service}\` to this machine alone, on a port that the server in front can take over from, and say whose \`X-Forwarded-Proto\` counts:`,
  declared: (service: string): string =>
    `${service}: { ...gateway({ routes: {}, trust: ["172.16.0.0/12"], publish: 8080 }), publishOn: { production: "127.0.0.1" } }`,
  declaredNote:
    "`routes` stay what they are. `172.16.0.0/12` holds the networks that Docker makes by default: from there requests of this machine arrive.",
  caddy: "This is the whole of Caddy's configuration:",
  caddyfile: (host: string): string => `${host} {\n    reverse_proxy 127.0.0.1:8080\n}`,
  trusted: (service: string): string =>
    `\`${service}\` already takes \`X-Forwarded-*\` from the addresses in \`trust\`, and from nobody else.`,
};
