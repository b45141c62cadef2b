import type { HandbookDeclaration } from "@quaywright/model";

/** What is to know of nginx in front of a stack. */
export const gatewayHandbook: HandbookDeclaration = {
  volumes: { temporary: { holds: "Bodies of requests that do not fit into memory.", copy: "none" } },
  tasks: [
    {
      topic: "check",
      title: "nginx accepts its configuration",
      steps: [{ exec: ["nginx", "-t"], expect: "test is successful" }],
    },
  ],
  symptoms: [
    {
      symptom: "`502 Bad Gateway`",
      cause:
        "The service behind it is starting, or has ended. One that comes back with another address is found again by itself.",
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: "Look at the log of the service that it names.",
    },
    {
      symptom: "`413 Request Entity Too Large`",
      cause: "The body is larger than `bodyLimit` of the gateway.",
      look: { exec: ["grep", "-rn", "client_max_body_size", "/etc/nginx"] },
      fix: "Set `bodyLimit` in `.projenrc.ts`, run `npx projen`, and build anew.",
    },
    {
      symptom: "`504 Gateway Time-out`",
      cause: "The service was silent for longer than `timeout` of the gateway, or of the route.",
      look: { exec: ["grep", "-rn", "proxy_read_timeout", "/etc/nginx"] },
      fix: "Let a job do what takes long, or give that route a `timeout` of its own.",
    },
    {
      symptom: "`429 Too Many Requests` for many people at once",
      cause: "They share an address, or a proxy in front is not in `trust`, so that all of them have its address.",
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: "Name the proxy in `trust`, or raise `rate` or `burst` of the route.",
    },
    {
      symptom: "Events of a stream arrive late, all at once",
      cause: "nginx gathers an answer before it passes it on, unless it is told not to.",
      look: { exec: ["sh", "-c", "nginx -T 2>&1 | grep -E '^ *location|proxy_buffering'"] },
      fix: "Give its route `stream: true`, or let the application send `X-Accel-Buffering: no` with the stream.",
    },
    {
      symptom: "The browser is sent from HTTPS to HTTPS without end",
      cause:
        "The proxy in front that ends TLS has another address than `trust` says, or says `X-Forwarded-Proto: http` of what came over HTTPS.",
      look: { exec: ["sh", "-c", "nginx -T 2>&1 | grep -E 'set_real_ip_from|X-Forwarded-Proto'"] },
      fix: "Name its address in `trust`. Where several proxies stand in a row, the last one must pass the first one's word on.",
    },
  ],
};
