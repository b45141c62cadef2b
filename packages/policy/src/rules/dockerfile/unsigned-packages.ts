import { rule } from "../../rule";

const told: Readonly<Record<string, RegExp>> = {
  apk: /^--allow-untrusted$/,
  apt: /^(--allow-unauthenticated|--force-yes|--allow-insecure-repositories)$|^(APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)=("?true"?|1|yes)$/i,
  rpm: /^--(nosignature|nodigest|noverify)$/,
  yum: /^--(nogpgcheck|no-gpg-checks)$|sslverify=(0|false)|gpgcheck=(0|false)/i,
  zypper: /^--(no-gpg-checks|allow-unsigned-rpm)$/,
};
const kinds: Readonly<Record<string, string>> = {
  "apt-get": "apt",
  aptitude: "apt",
  dnf: "yum",
  microdnf: "yum",
  tdnf: "yum",
  "dnf-config-manager": "yum",
  "yum-config-manager": "yum",
};

export default rule({
  id: "unsigned-packages",
  on: "command",
  of: ["apk", "apt", "apt-get", "aptitude", "dnf", "microdnf", "rpm", "tdnf", "yum", "yum-config-manager", "zypper"],
  severity: "error",
  meaning: "Packages are installed without a look at their signatures.",
  reason: "Whoever stands in between, or has the mirror, gives the build whatever they like.",
  fix: "Leave the option out; import the repository's key.",
  aliases: [
    "CKV2_DOCKER_7",
    "CKV2_DOCKER_8",
    "CKV2_DOCKER_9",
    "CKV2_DOCKER_10",
    "CKV2_DOCKER_11",
    "CKV2_DOCKER_15",
    "CIS-4.11",
    "CIS-DI-0011",
  ],
  bad: [
    "FROM alpine:3.22\nRUN apk add --allow-untrusted ./a.apk\n",
    "FROM debian:12\nRUN apt-get install -y --force-yes a\n",
    "FROM fedora:42\nRUN dnf install -y --nogpgcheck a\n",
  ],
  good: "FROM alpine:3.22\nRUN apk add --no-cache a\n",
  check({ command: { argv, name } }, tell) {
    const pattern = told[kinds[name] ?? name];
    const found = argv.find(({ value }) => pattern?.test(value));
    if (found !== undefined) tell({ at: found.at, says: `\`${found.value}\`: no signature is looked at.` });
  },
});
