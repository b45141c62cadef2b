import { preset, type ServiceDeclaration } from "@quaywright/model";
import { versions } from "@quaywright/versions";
import { z } from "zod";
import { certificateKeeper } from "./certificate-keeper";
import { certbotHandbook } from "./handbook/certbot";
import { attached, nginxUser } from "./nginx";
import { pythonVersion } from "./python/interpreter";

const domain = z
  .string()
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/,
    "a host name such as `www.example.com`, without `*`, which cannot be proved over HTTP",
  );

const options = z.strictObject({
  /** Names that the certificate is for, the first one its own; each must lead to the gateway's port 80. */
  domains: z.array(domain).min(1).readonly(),
  /** Where the authority writes to. */
  email: z.email("an e-mail address"),
  /** Directory of the authority, by ACME. Default: Let's Encrypt. */
  server: z.url("a URL").default("https://acme-v02.api.letsencrypt.org/directory"),
  /** Version of certbot. Default: see `versions`. */
  certbot: z.string().min(1).default(versions.certbot),
  /** Version of Python. Default: see `versions`. */
  python: pythonVersion.default(versions.python),
  /** Environments that have it. Default: all but development. */
  environments: z.array(z.string()).min(1).readonly().default(["production"]),
});

export type CertbotOptions = z.input<typeof options>;

/** certbot beside a gateway, which names it: `tls: { acme: "certbot" }`. It gets the certificate, and a new one in time. */
export const certbot = (given: CertbotOptions): ServiceDeclaration => preset(options, given, expand);

const certificates = "/srv/certificates";
const challenge = "/srv/challenge/.well-known/acme-challenge";

function expand({
  domains,
  email,
  server,
  certbot,
  python,
  environments,
}: z.output<typeof options>): ServiceDeclaration {
  return {
    summary: "certbot: gets the gateway's certificate, and a new one in time.",
    environments: [...environments],
    build: {
      arguments: [{ name: "PYTHON_VERSION", default: python, purpose: "is the version of Python." }],
      sources: [],
      attachments: { "certificate_keeper.py": certificateKeeper },
      stages: [
        {
          name: "production",
          purpose: "is certbot without root; the gateway shows its files to the authority.",
          from: ["python:", { ref: "PYTHON_VERSION" }, `-slim-${versions.debian}`],
          environment: { PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1" },
          steps: [
            {
              kind: "run",
              commands: [["pip", "install", "--no-input", `certbot==${certbot}`]],
              environment: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" },
              caches: [{ target: "/root/.cache/pip" }],
            },
            attached("certificate_keeper.py", "/usr/local/bin/certificate-keeper", "0755"),
          ],
          preparesUser: true,
          entrypoint: "production",
          client: "python",
          command: ["certificate-keeper"],
        },
      ],
    },
    variables: {
      ACME_DOMAINS: {
        purpose: "Names that the certificate is for, separated by commas.",
        kind: "list",
        default: domains.join(","),
      },
      ACME_EMAIL: { purpose: "Where the authority writes to.", default: email },
      ACME_SERVER: { purpose: "Directory of the authority.", kind: "url", default: server },
      ACME_INTERVAL: {
        purpose: "Seconds between two looks at whether a new certificate is due.",
        kind: "number",
        default: "43200",
        rule: { minimum: 1 },
      },
    },
    files: {
      certificates: { folder: certificates, volume: "certificates" },
      challenge: { folder: challenge, volume: "challenge" },
    },
    volumes: { accounts: "/etc/letsencrypt", certificates, challenge },
    scratch: ["/tmp"],
    // nginx reads the key, which nobody else can
    user: nginxUser,
    egress: true,
    singleBecause: "Two would ask for the same certificate.",
    probe: { kind: "command", command: ["certificate-keeper", "--check"], interval: 60 },
    resources: { production: { memory: "256m", cpus: 0.5, pids: 50 } },
    handbook: certbotHandbook,
  };
}
