import type { ImageReference } from "../recover/image-reference";
import { rememberedOf } from "../remembered";

/** What a container is for. `unknown` wherever nothing says it. */
export type Role =
  | "application"
  | "cache"
  | "database"
  | "job"
  | "proxy"
  | "queue"
  | "storage"
  | "tool"
  | "unknown"
  | "worker";

/** What is known of an image that others publish. */
export interface KnownImage {
  readonly role: Role;
  /** Whom it runs as: `root` all the time, `drops` where it becomes another by itself, or a user's name. */
  readonly user: "root" | "drops" | (string & {});
  readonly ports: readonly number[];
  /** Folders of its data. */
  readonly data: readonly string[];
  /** Programs that are in it beside those of its system. */
  readonly programs: readonly string[];
  /** It reads `NAME_FILE` for its variables. */
  readonly fileVariables?: boolean;
  /** It has a health check of its own. */
  readonly healthcheck?: boolean;
  /** Paths it writes to, beside its data. */
  readonly writes?: readonly string[];
  /** A language's image: what it runs is what somebody puts on top. */
  readonly language?: "go" | "java" | "node" | "php" | "python" | "ruby" | "rust" | "dotnet";
  /** An operating system without a program of its own. */
  readonly system?: boolean;
}

const image = (
  role: Role,
  user: KnownImage["user"],
  ports: readonly number[],
  data: readonly string[],
  more: Partial<KnownImage> = {},
): KnownImage => ({
  role,
  user,
  ports,
  data,
  programs: [],
  ...more,
});

const postgres = image("database", "drops", [5432], ["/var/lib/postgresql"], {
  programs: ["pg_isready", "psql", "pg_dump", "gosu"],
  fileVariables: true,
  writes: ["/var/run/postgresql", "/tmp"],
});
const mysql = image("database", "drops", [3306], ["/var/lib/mysql"], {
  programs: ["mysqladmin", "mysql", "gosu"],
  fileVariables: true,
  writes: ["/var/run/mysqld", "/tmp"],
});
const redis = image("cache", "drops", [6379], ["/data"], { programs: ["redis-cli", "redis-server"] });
const nginx = image("proxy", "drops", [80], [], {
  programs: ["nginx", "curl"],
  writes: ["/var/cache/nginx", "/var/run"],
});
const language = (name: NonNullable<KnownImage["language"]>, programs: readonly string[]) =>
  image("application", "root", [], [], { language: name, programs });
const system = image("unknown", "root", [], [], { system: true });
const tool = (port: number, user = "root") => image("tool", user, [port], []);

/** By name without `docker.io` and `library/`. */
const table: Readonly<Record<string, KnownImage>> = {
  postgres,
  "postgis/postgis": postgres,
  "timescale/timescaledb": postgres,
  "pgvector/pgvector": postgres,
  mysql,
  mariadb: { ...mysql, programs: ["healthcheck.sh", "mariadb-admin", "mariadb", "gosu"] },
  percona: { ...mysql, user: "mysql" },
  mongo: image("database", "drops", [27017], ["/data/db", "/data/configdb"], {
    programs: ["mongosh", "mongo", "gosu"],
    fileVariables: true,
  }),
  redis,
  "valkey/valkey": { ...redis, programs: ["valkey-cli", "valkey-server", "redis-cli"] },
  "redis/redis-stack": { ...redis, user: "root" },
  "redis/redis-stack-server": { ...redis, user: "root" },
  memcached: image("cache", "memcache", [11211], []),
  rabbitmq: image("queue", "drops", [5672], ["/var/lib/rabbitmq"], {
    programs: ["rabbitmq-diagnostics", "rabbitmqctl"],
  }),
  elasticsearch: image("database", "elasticsearch", [9200], ["/usr/share/elasticsearch/data"], { programs: ["curl"] }),
  "opensearchproject/opensearch": image("database", "opensearch", [9200], ["/usr/share/opensearch/data"], {
    programs: ["curl"],
  }),
  influxdb: image("database", "drops", [8086], ["/var/lib/influxdb2", "/var/lib/influxdb"], {
    programs: ["curl", "wget"],
  }),
  cassandra: image("database", "drops", [9042], ["/var/lib/cassandra"]),
  neo4j: image("database", "drops", [7474, 7687], ["/data"]),
  couchdb: image("database", "drops", [5984], ["/opt/couchdb/data"], { programs: ["curl"] }),
  "clickhouse/clickhouse-server": image("database", "drops", [8123, 9000], ["/var/lib/clickhouse"], {
    programs: ["wget"],
  }),
  "cockroachdb/cockroach": image("database", "root", [26257], ["/cockroach/cockroach-data"], { programs: ["curl"] }),
  "mssql/server": image("database", "mssql", [1433], ["/var/opt/mssql"]),
  "minio/minio": image("storage", "root", [9000], ["/data"], { programs: ["mc", "curl"] }),
  nginx,
  "nginxinc/nginx-unprivileged": { ...nginx, user: "101", ports: [8080], writes: ["/tmp", "/var/cache/nginx"] },
  "openresty/openresty": nginx,
  httpd: image("proxy", "drops", [80], []),
  traefik: image("proxy", "root", [80], []),
  caddy: image("proxy", "root", [80, 443], ["/data", "/config"]),
  haproxy: image("proxy", "haproxy", [], []),
  "envoyproxy/envoy": image("proxy", "drops", [], []),
  "jwilder/nginx-proxy": image("proxy", "root", [80], []),
  "nginxproxy/nginx-proxy": image("proxy", "root", [80], []),
  "jc21/nginx-proxy-manager": image("proxy", "root", [80, 443], ["/data"]),
  python: language("python", ["python", "python3", "pip"]),
  pypy: language("python", ["pypy", "pip"]),
  node: language("node", ["node", "npm", "npx", "yarn"]),
  "oven/bun": { ...language("node", ["bun"]), user: "root" },
  "denoland/deno": language("node", ["deno"]),
  ruby: language("ruby", ["ruby", "gem", "bundle"]),
  php: language("php", ["php", "curl"]),
  golang: language("go", ["go"]),
  rust: language("rust", ["cargo", "rustc"]),
  openjdk: language("java", ["java"]),
  "eclipse-temurin": language("java", ["java"]),
  amazoncorretto: language("java", ["java"]),
  "dotnet/aspnet": language("dotnet", ["dotnet"]),
  "dotnet/runtime": language("dotnet", ["dotnet"]),
  "dotnet/sdk": language("dotnet", ["dotnet"]),
  maven: language("java", ["java", "mvn", "curl"]),
  gradle: language("java", ["java", "gradle", "curl"]),
  "ghcr.io/astral-sh/uv": language("python", ["uv"]),
  "tiangolo/uvicorn-gunicorn-fastapi": language("python", ["python", "curl"]),
  alpine: system,
  debian: system,
  ubuntu: system,
  fedora: system,
  centos: system,
  rockylinux: system,
  almalinux: system,
  oraclelinux: system,
  amazonlinux: system,
  archlinux: system,
  busybox: system,
  "buildpack-deps": system,
  adminer: tool(8080, "adminer"),
  "dpage/pgadmin4": tool(80, "pgadmin"),
  phpmyadmin: tool(80),
  "phpmyadmin/phpmyadmin": tool(80),
  "mongo-express": tool(8081),
  "mailhog/mailhog": tool(8025, "mailhog"),
  "axllent/mailpit": tool(8025),
  "rediscommander/redis-commander": tool(8081, "redis"),
  "portainer/portainer-ce": tool(9000),
  "prom/prometheus": tool(9090, "nobody"),
  "grafana/grafana": tool(3000, "grafana"),
  "containrrr/watchtower": tool(8080),
  zookeeper: image("queue", "drops", [2181], ["/data", "/datalog"]),
  "confluentinc/cp-kafka": image("queue", "appuser", [9092], ["/var/lib/kafka/data"]),
  "confluentinc/cp-zookeeper": image("queue", "appuser", [2181], ["/var/lib/zookeeper"]),
  "apache/kafka": image("queue", "appuser", [9092], ["/var/lib/kafka/data"]),
  nats: image("queue", "root", [4222], []),
  "eclipse-mosquitto": image("queue", "drops", [1883], ["/mosquitto/data"]),
  wordpress: image("application", "drops", [80], ["/var/www/html"], { programs: ["curl"], fileVariables: true }),
  nextcloud: image("application", "drops", [80], ["/var/www/html"], { programs: ["curl"] }),
  ghost: image("application", "drops", [2368], ["/var/lib/ghost/content"]),
  vault: image("tool", "drops", [8200], []),
  "hashicorp/vault": image("tool", "drops", [8200], []),
  consul: image("tool", "drops", [8500], []),
};

/** What is known of an image, by its name, or by the last part of a name that says what it is: `bitnami/postgresql`. */
export const knownImage = (reference: ImageReference | undefined): KnownImage | undefined =>
  reference && lookedUp(reference);

const lookedUp = rememberedOf((reference: ImageReference): KnownImage | undefined => {
  const { name, registry, short } = reference;
  const exact =
    registry === "docker.io" || registry === "public.ecr.aws" || registry === "mcr.microsoft.com"
      ? table[name.replace(/^docker\/library\//, "")]
      : table[`${registry}/${name}`];
  if (exact?.language === "dotnet" && /chiseled|distroless/.test(reference.tag ?? "")) return { ...exact, user: "app" };
  if (exact !== undefined) return exact;
  const packaged = /^(bitnami|bitnamilegacy)\//.test(name) ? bitnami(short) : undefined;
  if (packaged !== undefined) return packaged;
  if (/^(gcr\.io|ghcr\.io)$/.test(registry) && name.includes("distroless"))
    return { ...system, user: (reference.tag ?? "").includes("nonroot") ? "nonroot" : "root" };
  const role = byPart.find(([pattern]) => pattern.test(short))?.[1];
  return role === undefined ? undefined : { role, user: "unknown", ports: [], data: [], programs: [] };
});

const byPart: readonly (readonly [RegExp, Role])[] = [
  [
    /^(postgres(ql)?|mysql|mariadb|mongo(db)?|mssql|sqlserver|elasticsearch|opensearch|clickhouse|influxdb|cassandra|neo4j|postgis|pgvector|pgvecto|timescaledb|percona|arangodb|scylla|couchbase|oracle|solr|surrealdb|qdrant|weaviate|chroma|milvus|meilisearch|typesense)([-_]|$)/,
    "database",
  ],
  [/^(redis|valkey|memcached|keydb|dragonfly)([-_]|$)/, "cache"],
  [/^(rabbitmq|kafka|redpanda|pulsar|activemq|nats|zookeeper|mosquitto|emqx)([-_]|$)/, "queue"],
  [/^(nginx|traefik|caddy|haproxy|envoy|httpd|apache2?|swag|nginx-proxy(-manager)?)([-_]|$)/, "proxy"],
  [
    /^(adminer|pgadmin4?|phpmyadmin|mailhog|mailpit|maildev|mailcatcher|flower|portainer|dozzle|grafana|prometheus)([-_]|$)/,
    "tool",
  ],
];

function bitnami(short: string): KnownImage | undefined {
  const like: Record<string, KnownImage> = {
    postgresql: postgres,
    mysql,
    mariadb: mysql,
    redis,
    mongodb: table.mongo!,
    nginx,
    rabbitmq: table.rabbitmq!,
  };
  const found = like[short];
  return found && { ...found, user: "1001", data: ["/bitnami"], writes: [] };
}

export type Family = "alpine" | "debian" | "distroless" | "redhat" | "scratch" | "unknown" | "windows";

/** The system that an image is made of. */
export const familyOf = (reference: ImageReference | undefined): Family =>
  reference === undefined ? "unknown" : familyByName(reference);

const familyByName = rememberedOf(({ name, registry, short, tag = "" }: ImageReference): Family => {
  if (/windows|nanoserver|servercore/.test(`${name}:${tag}`)) return "windows";
  if (/distroless/.test(name) || registry === "cgr.dev") return "distroless";
  if (short === "alpine" || /alpine/.test(tag) || /-alpine$/.test(short)) return "alpine";
  if (short === "busybox" || /busybox/.test(tag)) return "unknown";
  if (/^(fedora|centos|rockylinux|almalinux|oraclelinux|amazonlinux|ubi\d.*|amazoncorretto)$/.test(short))
    return "redhat";
  if (/^(debian|ubuntu|buildpack-deps)$/.test(short)) return "debian";
  if (/slim|bookworm|bullseye|buster|trixie|stretch|jammy|focal|noble/.test(tag)) return "debian";
  if (registry !== "docker.io") return "unknown";
  if (
    /^(python|node|ruby|php|golang|rust|openjdk|eclipse-temurin|maven|gradle|nginx|postgres|redis|httpd|mariadb|mongo|rabbitmq|haproxy|perl|nginxinc\/nginx-unprivileged)$/.test(
      name,
    )
  )
    return "debian";
  if (/^(adminer|memcached)$/.test(name)) return name === "memcached" ? "debian" : "alpine";
  if (/^(traefik|caddy|eclipse-mosquitto|vault|consul|nats)$/.test(name)) return "alpine";
  if (name === "mysql") return "redhat";
  return "unknown";
});

const busybox = [
  "wget",
  "nc",
  "sh",
  "ash",
  "ping",
  "su",
  "vi",
  "timeout",
  "pgrep",
  "ps",
  "netstat",
  "unzip",
  "tar",
  "awk",
  "sed",
  "grep",
  "nslookup",
];
const debian = [
  "sh",
  "bash",
  "dash",
  "timeout",
  "su",
  "tar",
  "sed",
  "grep",
  "awk",
  "perl",
  "setpriv",
  "useradd",
  "groupadd",
  "adduser",
  "addgroup",
];
const full = ["curl", "wget", "git", "gcc", "make", "unzip", "pgrep", "ps", "svn", "ssh", "openssl", "xz"];

/** Whether a program is in an image as it was published: undefined where nobody knows. */
export function publishes(reference: ImageReference | undefined, program: string): boolean | undefined {
  if (reference === undefined) return undefined;
  const known = knownImage(reference);
  const family = familyOf(reference);
  if (known?.programs.includes(program) && !(program === "curl" && /slim/.test(reference.tag ?? ""))) return true;
  if (family === "distroless")
    return ["sh", "bash", "ash", "curl", "wget", "nc"].includes(program)
      ? (reference.tag ?? "").includes("debug") || registryOf(reference)
        ? undefined
        : false
      : undefined;
  if (family === "alpine") {
    if (busybox.includes(program)) return true;
    return ["curl", "bash", "git", "gosu", "make", "gcc", "netcat"].includes(program) &&
      known !== undefined &&
      known.user !== "unknown"
      ? false
      : undefined;
  }
  if (family !== "debian" || known === undefined || known.user === "unknown") return undefined;
  if (debian.includes(program)) return true;
  const isFull =
    known.language !== undefined &&
    !/slim/.test(reference.tag ?? "") &&
    !/^(eclipse-temurin|openjdk)$/.test(reference.name);
  if (isFull || reference.name === "buildpack-deps") return full.includes(program) ? true : undefined;
  if (
    /^(eclipse-temurin|openjdk|maven|gradle|php|rust|golang|couchdb|influxdb|wordpress|nextcloud|cassandra|neo4j|haproxy)$/.test(
      reference.name,
    )
  )
    return undefined;
  return ["curl", "wget", "nc", "netcat", "git", "gcc", "make"].includes(program) ? false : undefined;
}

const registryOf = ({ registry }: ImageReference): boolean => registry === "cgr.dev";
