import { nameKey } from "./rules";

/** A rule of another tool, or one that was thought of, that there is none of here. */
export interface LeftOut {
  /** In words, as a rule's id. */
  readonly id: string;
  /** What it would find. */
  readonly meaning: string;
  readonly aliases?: readonly string[];
  /** Further names, as `nameKey` writes them. */
  readonly named?: RegExp;
  readonly why: string;
}

export const leftOut: readonly LeftOut[] = [
  {
    id: "run-shellcheck",
    meaning: "What ShellCheck finds in `RUN` and in scripts.",
    aliases: ["other-shellcheck", "SC1000–SC3061"],
    named: /^sc\d{4}$/,
    why: "ShellCheck finds them, and is no library for Node.js. Those that break containers have rules of their own here, with their SC numbers as aliases.",
  },
  {
    id: "ordering-style",
    meaning: "The order of keys, services and ports in a compose file, and quotes around volumes.",
    aliases: [
      "service-dependencies-alphabetical-order",
      "service-keys-order",
      "service-ports-alphabetical-order",
      "services-alphabetical-order",
      "top-level-properties-order",
      "no-quotes-in-volumes",
    ],
    why: "Order changes nothing that runs; a formatter is the place for it.",
  },
  {
    id: "definition-description",
    meaning: "A comment above a stage or an `ARG` that does not begin with its name.",
    aliases: ["InvalidDefinitionDescription"],
    why: "It matters only to `docker build --call=outline`, the check is experimental in BuildKit and off there, and an ordinary comment above a `FROM` is no mistake.",
  },
  {
    id: "curl-instead-of-add",
    meaning: "`curl` or `wget` where `ADD` of a URL would do.",
    aliases: ["4b410d24"],
    why: "Both are right: `ADD --checksum` for a file that stays, a download in a `RUN` for an archive that is unpacked and deleted. What is not verified is told by add-remote-without-checksum, download-without-checksum, curl-insecure and curl-pipe-shell.",
  },
  {
    id: "label-schema",
    meaning:
      "Labels of an image that are missing, superfluous, or no valid URL, date, licence, version, hash or address.",
    aliases: ["DL3048", "DL3049", "DL3050", "DL3051", "DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"],
    why: "Which labels an image carries is agreed in an organisation, and mostly set by its CI rather than in the Dockerfile; without that schema there is nothing to find.",
  },
  {
    id: "inline-ignore-pragma",
    meaning: "A comment in a Dockerfile that silences hadolint, checkov or Trivy.",
    aliases: ["DL1001"],
    why: "Such a comment waives here too, and is told in the report with what it waives; `directives: false` makes it silence nothing.",
  },
  {
    id: "env-world-readable",
    meaning: "A file of secrets that every user of the host may read.",
    why: "git keeps no mode but the executable bit: what is in the repository says nothing of the mode on a host. That such a file is not in git at all is asked by env-file-committed and secret-file-tracked.",
  },
  {
    id: "copy-with-chown",
    meaning: "`COPY --chown` is used.",
    aliases: ["aa93e17f"],
    why: "It is what keeps a layer from being stored twice; chown-recursive-layer asks for it.",
  },
  {
    id: "satisfied-elsewhere",
    meaning: "A `USER`, `HEALTHCHECK` or limit that is missing in one file, though another one supplies it.",
    why: "It is no rule, but how all rules look: whichever of the Dockerfile and compose supplies a fact satisfies both.",
  },
  {
    id: "host-and-daemon",
    meaning:
      "How the host, the Docker daemon, its files and Swarm are set up, who signs images, and what `docker exec` is told.",
    named: /^cis-([12367]\.\d+(\.\d+)*|4\.(5|12)|5\.(1|23|24))$/,
    aliases: ["CIS-1", "CIS-2", "CIS-3", "CIS-4.5", "CIS-4.12", "CIS-5.1", "CIS-5.23", "CIS-5.24", "CIS-6", "CIS-7"],
    why: "No file of a repository says it. docker-bench-security looks at a host.",
  },
];

/** What was left out under a name. */
export function findLeftOut(name: string): LeftOut | undefined {
  const wanted = nameKey(name);
  return leftOut.find(
    ({ aliases = [], id, named }) =>
      id === wanted || aliases.some((alias) => nameKey(alias) === wanted) || named?.test(wanted) === true,
  );
}
