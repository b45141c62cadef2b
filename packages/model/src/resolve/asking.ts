import type { Client, HttpProbe } from "../schema/probe";

/** A question over HTTP that has every default filled. */
export interface Question extends Pick<HttpProbe, "headers" | "path" | "statuses"> {
  readonly port: number;
  readonly scheme: "http" | "https";
  /** Seconds. */
  readonly timeout: number;
}

/** Commands by which an image's tool asks the port of its own container: 127.0.0.1, for some take `localhost` for ::1. */
export interface Asking {
  readonly http: (question: Question) => string[];
  readonly age: (file: string, seconds: number) => string[];
}

const urlOf = ({ path, port, scheme }: Question): string => `${scheme}://127.0.0.1:${port}${path}`;

const isPlain = ({ headers, scheme, statuses }: Question): boolean =>
  scheme === "http" && headers === undefined && statuses === undefined;

/** Those of the statuses that are meant by hundreds, and those that are meant alone. */
function sorted({ statuses = ["2xx", "3xx"] }: Question): { hundreds: number[]; single: number[] } {
  return {
    hundreds: statuses.flatMap((each) => (typeof each === "string" ? [Number(each[0])] : [])),
    single: statuses.filter((each) => typeof each === "number"),
  };
}

const headersOf = ({ headers = {} }: Question) =>
  Object.entries(headers).sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));

export const isHost = (header: string): boolean => header.toLowerCase() === "host";

/** What a Host says where nobody named one: what it is without a header. */
const addressOf = ({ port }: Question): string => `127.0.0.1:${port}`;

/** A map in the notation that Python and JavaScript share. */
const mapOf = (question: Question, variable: (name: string, host: boolean) => string): string =>
  `{${headersOf(question)
    .map(([name, value]) => {
      const given = typeof value === "string" ? JSON.stringify(value) : variable(value.variable, isHost(name));
      return `${JSON.stringify(name)}: ${given}`;
    })
    .join(", ")}}`;

const python: Asking = {
  http: (question) => {
    const { path, port, scheme, timeout } = question;
    const limit = timeout - 1 || 1;
    if (isPlain(question)) {
      return [
        "python",
        "-c",
        `import urllib.request as r; r.urlopen(${JSON.stringify(urlOf(question))}, timeout=${limit})`,
      ];
    }
    const { hundreds, single } = sorted(question);
    const secure = scheme === "https" ? ", context=ssl._create_unverified_context()" : "";
    const headers = mapOf(
      question,
      (name, host) =>
        `os.environ.get("${name}", "").split(",")[0].strip().lstrip("*.")${host ? ` or "${addressOf(question)}"` : ""}`,
    );
    const read = Object.values(question.headers ?? {}).some((value) => typeof value !== "string");
    const modules = ["http.client as h", ...(read ? ["os"] : []), ...(scheme === "https" ? ["ssl"] : []), "sys"];
    return [
      "python",
      "-c",
      `import ${modules.join(", ")}; c = h.${scheme.toUpperCase()}Connection("127.0.0.1", ${port}, timeout=${limit}${secure}); c.request("GET", ${JSON.stringify(path)}, headers=${headers}); s = c.getresponse().status; sys.exit(s // 100 not in ${JSON.stringify(hundreds)} and s not in ${JSON.stringify(single)})`,
    ];
  },
  age: (file, age) => [
    "python",
    "-c",
    `import os, sys, time; sys.exit(time.time() - os.stat(${JSON.stringify(file)}).st_mtime > ${age})`,
  ],
};

const node: Asking = {
  http: (question) => {
    if (isPlain(question)) {
      return [
        "node",
        "-e",
        `fetch(${JSON.stringify(urlOf(question))}).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`,
      ];
    }
    const { path, port, scheme } = question;
    const { hundreds, single } = sorted(question);
    const headers = mapOf(
      question,
      (name, host) =>
        `(process.env.${name} ?? "").split(",")[0].trim().replace(/^[*.]+/, "")${host ? ` || "${addressOf(question)}"` : ""}`,
    );
    return [
      "node",
      "-e",
      `require("${scheme}").get({ host: "127.0.0.1", port: ${port}, path: ${JSON.stringify(path)}, headers: ${headers}, rejectUnauthorized: false }, ({ statusCode: s }) => process.exit(${JSON.stringify(hundreds)}.includes(Math.floor(s / 100)) || ${JSON.stringify(single)}.includes(s) ? 0 : 1)).on("error", () => process.exit(1))`,
    ];
  },
  age: (file, age) => [
    "node",
    "-e",
    `process.exit(Date.now() - require("fs").statSync(${JSON.stringify(file)}).mtimeMs > ${age * 1000} ? 1 : 0)`,
  ],
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** For `sed`. */
const unnamed = (header: string, question: Question): string =>
  isHost(header) ? `; s/^$/${addressOf(question)}/` : "";

const ageByShell: Asking["age"] = (file, age) => [
  "sh",
  "-c",
  `[ $(($(date +%s) - $(stat -c %Y ${quoted(file)}))) -le ${age} ]`,
];

/** BusyBox follows redirects in any case: what counts is the status of the first answer, which it prints before. */
const wget: Asking = {
  http: (question) => {
    if (isPlain(question)) return ["wget", "-q", "-O", "/dev/null", urlOf(question)];
    const { hundreds, single } = sorted(question);
    const headers = headersOf(question).map(([name, value]) =>
      typeof value === "string"
        ? `--header ${quoted(`${name}: ${value}`)}`
        : `--header "${name}: $(echo "\${${value.variable}-}" | sed 's/^[ *.]*//; s/ *,.*//${unnamed(name, question)}')"`,
    );
    const unchecked = question.scheme === "https" ? ["--no-check-certificate"] : [];
    const asked = ["wget", "-S", "-O", "/dev/null", ...unchecked, ...headers, quoted(urlOf(question))].join(" ");
    const right = [...hundreds.map((each) => `${each}??`), ...single].join("|");
    return [
      "sh",
      "-c",
      `s=$(${asked} 2>&1 | sed -n 's,.*HTTP/[0-9.]* \\([1-5][0-9][0-9]\\).*,\\1,p' | head -n 1); case $s in ${right}) ;; *) exit 1 ;; esac`,
    ];
  },
  age: ageByShell,
};

/** A redirect counts as it is. https://www.gnu.org/software/bash/manual/html_node/Redirections.html */
const bash: Asking = {
  http: (question) => {
    const { path, port, timeout } = question;
    const { hundreds, single } = sorted(question);
    const headers = headersOf(question);
    const named = headers.some(([name]) => isHost(name));
    const lines = [
      quoted(`GET ${path} HTTP/1.1`),
      ...(named ? [] : [quoted(`Host: ${addressOf(question)}`)]),
      ...headers.map(([name, value]) =>
        typeof value === "string"
          ? quoted(`${name}: ${value}`)
          : `"${name}: $(echo "\${${value.variable}%%,*}" | sed 's/^[ *.]*//; s/ *$//${unnamed(name, question)}')"`,
      ),
      quoted("Connection: close"),
      quoted(""),
    ];
    const right = [...hundreds.map((each) => `${each}??`), ...single].join("|");
    return [
      "bash",
      "-c",
      `exec 3<>/dev/tcp/127.0.0.1/${port} && printf '%s\\r\\n' ${lines.join(" ")} >&3 && read -r -t ${timeout} _ s _ <&3; case $s in ${right}) ;; *) exit 1 ;; esac`,
    ];
  },
  age: ageByShell,
};

/** A socket that listens is state 0A: https://docs.kernel.org/networking/proc_net_tcp.html */
export const listening = (port: number): string[] => {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return ["grep", "-Eqs", `: [0-9A-F]+:${hex} [0-9A-F]+:0000 0A `, "/proc/net/tcp", "/proc/net/tcp6"];
};

export const asking: Readonly<Record<Client, Asking>> = { python, node, bash, wget };
