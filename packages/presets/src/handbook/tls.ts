import type { HandbookShape, TaskDeclaration } from "@quaywright/model";

export interface TlsNames {
  /** The server's name for people. */
  readonly title: string;
  /** Folder of its certificate and key, from the project's. */
  readonly folder: string;
  /** Its variable with the authority. */
  readonly authority: string;
}

/** Outside of the project: whoever has its key can be any server. */
const own = "../authority";
const ownCertificate = `${own}/authority.crt`;
const ownKey = `${own}/authority.key`;

/** A certificate and its key, made at once: https://docs.openssl.org/3.0/man1/openssl-req/ */
const sign = [
  ...["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
  ...["-batch", "-config", "/dev/null"],
];

type All<K extends keyof HandbookShape> = Readonly<NonNullable<HandbookShape[K]>>;

/** To be added to what a server's maker says of it. */
export interface TlsHandbook {
  readonly tasks: All<"tasks">;
  readonly symptoms: All<"symptoms">;
}

/** What is to know of the certificate of a server that only other services connect to. */
export function tlsHandbook({ authority, folder, title }: TlsNames): TlsHandbook {
  const certificate = `${folder}/tls.crt`;
  const look = {
    host: [
      ...["openssl", "verify", "-verify_hostname", { named: "*" } as const],
      ...["-CAfile", { secret: authority } as const, "-untrusted", certificate, certificate],
    ],
    expect: "OK",
  };
  const restart = { compose: ["up", "--detach", "--wait", "--force-recreate", { named: "*" } as const] };
  const restartReaders = { compose: ["up", "--detach", "--wait", "--force-recreate", { readers: authority } as const] };
  const tasks: TaskDeclaration[] = [
    {
      topic: "check",
      mode: "production",
      title: `The certificate of ${title} is valid, of its name, and of the authority that clients know`,
      steps: [look, { host: ["openssl", "x509", "-noout", "-enddate", "-in", certificate], expect: "notAfter" }],
    },
    {
      topic: "secrets",
      mode: "production",
      title: `Sign the certificate of ${title} by an authority of your own`,
      intro: `Where nobody else signs certificates for the names of services. One authority may sign for all servers; its key, here \`${ownKey}\`, is best kept on another machine, with a copy of these commands.`,
      steps: [
        { say: "The authority, once for all servers:", host: ["mkdir", "-p", "-m", "700", own] },
        {
          host: [
            ...[...sign, "-days", "3650", "-subj", "/CN=Authority"],
            ...["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
            ...["-addext", "subjectKeyIdentifier=hash", "-keyout", ownKey, "-out", ownCertificate],
          ],
        },
        {
          say: "Its certificate is for those who connect; what it signs is for the server alone, whose user reads it.",
          host: ["cp", ownCertificate, { secret: authority }],
        },
        { host: ["mkdir", "-p", folder] },
        {
          host: [
            ...[...sign, "-days", "365", "-subj", ["/CN=", { named: "*" } as const]],
            ...["-addext", ["subjectAltName=DNS:", { named: "*" } as const]],
            ...["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "authorityKeyIdentifier=keyid"],
            ...["-CA", ownCertificate, "-CAkey", ownKey, "-keyout", `${folder}/tls.key`, "-out", certificate],
          ],
        },
        { host: ["chmod", "644", `${folder}/tls.key`, certificate] },
        look,
      ],
    },
    {
      topic: "secrets",
      mode: "production",
      title: `Renew the certificate of ${title}`,
      intro: `Before its end, as the check above shows it: a new \`tls.crt\`, with what stands between it and the authority, and \`tls.key\` in \`${folder}\`. The server reads them as it starts.`,
      steps: [look, restart],
    },
    {
      topic: "secrets",
      mode: "production",
      title: `Let another authority sign for ${title}`,
      rotates: authority,
      intro: `Its clients trust either while their file holds both, so that none is refused on the way. The certificate of the new authority is here \`${ownCertificate}\`.`,
      steps: [
        { host: ["tee", "-a", { secret: authority }], input: ownCertificate, expect: "END CERTIFICATE" },
        restartReaders,
        { ...restart, say: `Once \`${folder}\` holds what the new one has signed:` },
        { say: "Then the old one goes.", host: ["cp", ownCertificate, { secret: authority }] },
        restartReaders,
      ],
    },
  ];
  return {
    tasks,
    symptoms: [
      {
        mode: "production",
        symptom: `\`certificate verify failed\` of those who connect to ${title}`,
        cause: "Its certificate has ended, is of another name, or of another authority than the one in their file.",
        look,
        fix: "Renew it as the part on secrets says.",
      },
    ],
  };
}
