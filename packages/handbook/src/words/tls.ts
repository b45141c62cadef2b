export const title = "TLS";
export const plain = (service: string): string =>
  `\`${service}\` speaks HTTP. Choose who ends TLS before the first visitor, in \`.projenrc.ts\`. Certificates of Let's Encrypt are valid for 45 days or less: whatever you choose, it must renew by itself.`;
export const choices = {
  acme: "certbot gets a certificate and renews it, on a machine that the names lead to:",
  acmeDeclared: (service: string): string =>
    `${service}: gateway({ routes: { /* as they are */ }, tls: { acme: "certbot" } }),\ncertbot: certbot({ domains: ["www.example.com"], email: "you@example.com" }),`,
  files: "Somebody else puts a certificate into a folder, as `fullchain.pem` and `privkey.pem`:",
  filesDeclared: (service: string): string =>
    `${service}: gateway({ routes: { /* as they are */ }, tls: { files: "certificates" } }),`,
  proxy: "A proxy in front has it, whose address is named, so that its `X-Forwarded-*` headers count:",
  proxyDeclared: (service: string): string =>
    `${service}: gateway({ routes: { /* as they are */ }, trust: ["10.0.0.1"] }),`,
};
export const trusted = (service: string, addresses: string): string =>
  `A proxy in front of \`${service}\` ends TLS. \`${service}\` takes \`X-Forwarded-*\` from ${addresses}, and from nobody else. A proxy on this machine has an address of the engine's networks, such as \`172.17.0.1\`.`;
export const tellsScheme = "It must pass the host on, and how it was asked, in `X-Forwarded-Proto`. For nginx:";
export const tellsSchemeSays = [
  "proxy_set_header Host $host;",
  "proxy_set_header X-Forwarded-Proto $scheme;",
  "proxy_set_header X-Forwarded-For $remote_addr;",
].join("\n");
export const open = (service: string): string =>
  `Nobody ends TLS: \`${service}\` speaks HTTP, for a network in which nobody else listens. Once it is to be reached from elsewhere, a proxy in front ends TLS, and \`.projenrc.ts\` names its addresses in the place of \`tls: "none"\`:`;
export const openDeclared = (service: string): string => `${service}: { /* as it is */ trust: ["10.0.0.1"] },`;
export const follows =
  "Nothing else is to be set: from this follow whether cookies are for HTTPS alone, whether people are sent there, and whose `X-Forwarded-*` headers count.";
export const head = ["Service", "Variable", "What it is"];
export const ended = (service: string, port: number): string =>
  `\`${service}\` ends TLS on port ${port}, and sends plain HTTP there.`;
export const folder = (path: string): string =>
  `Its certificate is \`${path}/fullchain.pem\`, its key \`${path}/privkey.pem\`. New ones count at once. This shows until when it is valid:`;
export const kept = (service: string): string => `\`${service}\` gets the certificate, and a new one in time.`;
