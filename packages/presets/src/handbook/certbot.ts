import type { HandbookDeclaration } from "@quaywright/model";

/** What is to know of certbot beside a gateway. */
export const certbotHandbook: HandbookDeclaration = {
  volumes: {
    accounts: { holds: "The account at the authority, and what it gave.", copy: "files" },
    certificates: { holds: "The certificate and its key, which are copies.", copy: "none" },
    challenge: { holds: "Answers to the authority, while it asks.", copy: "none" },
  },
  tasks: [
    {
      topic: "check",
      title: "The certificate is the authority's",
      steps: [
        {
          exec: ["certbot", "certificates", "--config-dir=/etc/letsencrypt", "--work-dir=/tmp/c", "--logs-dir=/tmp/c"],
          expect: "VALID",
        },
      ],
    },
  ],
  notes: [
    {
      topic: "requirements",
      text: "Every name of `ACME_DOMAINS` leads to this host, and its ports 80 and 443 can be reached from the Internet: the authority asks over port 80.",
    },
    {
      topic: "security",
      text: "Until the authority has given a certificate, the gateway shows one that it signed itself, of which browsers warn.",
    },
  ],
  symptoms: [
    {
      symptom: "The browser warns of the certificate, which is `not yet certified`",
      cause: "The authority could not reach the site by its name, or has been asked too often.",
      look: { compose: ["logs", "--tail", "40", { named: "*" }] },
      fix: "Let the name lead to this host, open port 80, and restart this service, which else asks again by itself.",
    },
  ],
};
