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
      fix: "Set `bodyLimit` in `.projenrc.ts`, run `npx projen`, and build anew.",
    },
    {
      symptom: "Events of a stream arrive late, all at once",
      cause: "nginx gathers an answer before it passes it on, unless the application says not to.",
      fix: "Let the application send `X-Accel-Buffering: no` and `Cache-Control: no-cache` with the stream.",
    },
  ],
};
