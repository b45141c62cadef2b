import type { Mode } from "./environment";
import type { Handbook } from "./handbook";
import type { Schedule } from "./schedule";
import type { BuildStage } from "./schema/build";
import type { CodeShape, ExpectedShape } from "./schema/expected";
import type { LockedShape } from "./schema/locked";
import type { Part } from "./schema/pages";
import type { FolderRoute, PassedRoute } from "./schema/site";
import type { SwarmShape } from "./schema/swarm";
import type { Spelling, UrlParts, VariableKind, VariableRule } from "./schema/variable";
import type { WaiverShape } from "./schema/waiver";
import type { BuildShape } from "./written";

/** A stack as one environment runs it: every default filled, every name linked. */
export interface Stack {
  readonly name: string;
  /** Name of the project of Compose. */
  readonly project: string;
  readonly environment: string;
  readonly mode: Mode;
  /** Paths of the generated files that belong to no image. */
  readonly files: {
    /** What all environments have alike, to be given to Compose before `compose`; absent where that stands by itself. */
    readonly base?: string;
    readonly compose: string;
    /** The same for those who only pull, in production. */
    readonly pull?: string;
    readonly env: string;
    readonly bake: string;
    readonly secrets: string;
    /** What Swarm reads; absent where it runs on one machine. */
    readonly stack?: string;
    /** The script that deploys it; absent in development, and where no image is built. */
    readonly deploy?: string;
    /** The script that gives what has a schedule to the machine, and the folder of what it gives; absent where nothing has. */
    readonly schedule?: string;
    readonly units?: string;
  };
  /** How Docker Swarm runs it; absent where Compose does. */
  readonly swarm?: Required<SwarmShape>;
  /** What the names of its project's tasks begin with; absent where no project has them. */
  readonly tasks?: string;
  /** Where images come from and go to: a mirror of Docker Hub, what the names of those that are built begin with. */
  readonly images: {
    readonly registry?: string;
    readonly mirror?: string;
    readonly platforms: readonly string[];
    /** The file that says the version; absent where git does. */
    readonly version?: string;
  };
  /** What checks, builds and publishes the images of its repository; absent where nothing of ours does. */
  readonly ci?: Ci;
  /** In start order, then by name. */
  readonly services: readonly Service[];
  /** The services without a container here, by name. */
  readonly elsewhere: readonly Elsewhere[];
  /** Log driver of all services; absent where the default of its environment stands. */
  readonly logging?: { readonly driver: string; readonly options?: Readonly<Record<string, string>> | undefined };
  /** The images that are built, by name; the same in every environment. */
  readonly builds: readonly Build[];
  readonly networks: readonly Network[];
  readonly volumes: readonly string[];
  /** What whoever runs the stack may or must set, by name. */
  readonly inputs: readonly Input[];
  /** Command that prints the secret `{name}`; absent where they are made. */
  readonly fetchSecret?: readonly string[];
  /** The pages of its handbook; the same in every environment. */
  readonly pages: readonly HandbookPage[];
  /** Each image is a project of Nx. */
  readonly nx: boolean;
  /** Findings of the checker that are accepted; the same in every environment. */
  readonly waivers: readonly WaiverShape[];
  /** What lock files must say of packages. */
  readonly locked: readonly Locked[];
  /** The code that its services run, each with what is declared of it. */
  readonly applications: readonly Application[];
}

/** Code in the repository, and what is declared of it, for whoever compares the two. */
export interface Application extends CodeShape {
  /** The service that declares it. */
  readonly service: string;
  readonly expects: readonly Omit<ExpectedShape, "when">[];
  readonly variables: readonly DeclaredVariable[];
  readonly commands: readonly { readonly at: string[]; readonly command: readonly string[] }[];
  /** Variables that its image or Compose gives its processes beside those. */
  readonly given: readonly string[];
}

/** A variable, as far as its readers are concerned. */
export interface DeclaredVariable {
  readonly name: string;
  /** Where it stands in the declaration. */
  readonly at: string[];
  readonly phase: "build" | "run";
  /** Variables that it is put together from. */
  readonly parts: readonly string[];
  /** Something that is generated reads it: a command, a program beside the Dockerfile. */
  readonly read: boolean;
  /** It follows from who ends TLS, and switches nothing on. */
  readonly idle: boolean;
  /** What the declaration settles it as. */
  readonly values: readonly string[];
  /** The service of which it tells something, and where the declaration names that one. */
  readonly of?: { readonly service: string; readonly at: string[] };
}

/** A service that runs elsewhere: on the machine itself, or where inputs say. */
export interface Elsewhere {
  readonly name: string;
  readonly summary?: string;
  readonly place: { readonly machine: string; readonly port?: number } | { readonly inputs: readonly string[] };
}

/** Where a repository is, and how its checks run there. */
export interface Ci {
  readonly host: "github" | "gitlab";
  readonly file: string;
  readonly branch: string;
  readonly install: string;
  readonly node: string;
  readonly updates?: "dependabot" | "renovate";
  /** Commits and versions of actions, in place of ours. */
  readonly actions: Readonly<Record<string, string>>;
}

/** What a lock file must say of a package, so that an option can hold. */
export interface Locked extends LockedShape {
  /** Where the option stands in the declaration. */
  readonly at: string[];
}

/** A document of the handbook: one of its own, or parts between marks in a file that a person owns. */
export interface HandbookPage {
  readonly path: string;
  readonly format: "markdown" | "rst";
  readonly parts: readonly Part[];
  readonly marked: boolean;
}

/** A process with its surroundings, one or several containers of it. */
export interface Service {
  readonly name: string;
  readonly summary?: string;
  readonly image: Image;
  /** Starts only where this profile is asked for; `asked` is that of jobs which are run by hand. */
  readonly profile?: string;
  /** Runs once and ends; what needs it waits until it has succeeded. */
  readonly oneShot: boolean;
  /** When the machine runs it by itself; absent in development. */
  readonly schedule?: Schedule;
  /** Takes the place of the image's. */
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** By name. */
  readonly variables: readonly Variable[];
  /** What starts before it, and what must be true of that. */
  readonly needs: readonly Need[];
  readonly port?: number;
  /** Its ports that can be reached from the host, its first one first. */
  readonly published: readonly Published[];
  readonly mounts: readonly Mount[];
  readonly configs: readonly Config[];
  readonly networks: readonly string[];
  /** The name by which it reaches the machine itself; absent where it does not. */
  readonly machine?: string;
  /** Services that it opens connections to, those that run elsewhere among them. */
  readonly reaches: readonly string[];
  readonly probe?: Probe;
  /** The image's own probe must not run. */
  readonly unprobed: boolean;
  readonly watch: readonly string[];
  /** `uid:gid`, or absent where the container starts as root to become the host's user. */
  readonly user?: string;
  readonly capabilities: readonly string[];
  readonly readOnly: boolean;
  readonly resources: { readonly memory?: string; readonly cpus?: number; readonly pids?: number };
  readonly sharedMemory?: string;
  readonly replicas: number;
  /** Name of its container, where others rely on one. */
  readonly container?: string;
  /** Why there cannot be two of it at once. */
  readonly single?: string;
  readonly restarts: boolean;
  readonly stopGrace: number;
  readonly compose: Readonly<Record<string, unknown>>;
  /** It faces the world, and says who ends TLS. */
  readonly front?: Front;
  /** Command that tests its code. */
  readonly test?: readonly string[];
  /** What its maker says of it; absent where that is nothing, and of one-shot services. */
  readonly handbook?: Handbook;
  /** A page that it serves. */
  readonly page?: Page;
}

/** A page, and the variables that it reads. */
export interface Page {
  /** Folder of its sources. */
  readonly source: string;
  readonly compiled: readonly string[];
  readonly loaded: readonly string[];
}

/** A port of a service, and the one of the host that leads to it. */
export interface Published {
  readonly address?: string;
  /** Name under which whoever runs the stack chooses the host's port. */
  readonly input: string;
  /** What it is, for whoever chooses. */
  readonly purpose: string;
  /** Port of the host unless they do. */
  readonly port: number;
  readonly target: number;
}

/** Where a service's code comes from: an image pulled by reference, or one of ours. */
export type Image =
  | { readonly kind: "pulled"; readonly reference: string }
  | {
      readonly kind: "built";
      /** The service that declares how. */
      readonly build: string;
      /** Its name, which another environment has only for the very same image. */
      readonly repository: string;
      /** Further names under which a release is pushed. */
      readonly also: readonly string[];
      readonly tag: string;
      readonly dockerfile: string;
      /** Folder that it copies from, from the project's. */
      readonly context: string;
      /** Absent where it is a last stage without a name. */
      readonly target?: string;
      /** Variables that are read at build. */
      readonly arguments: readonly Variable[];
      /** Secrets that are read at build, by the names that Compose has for them. */
      readonly secrets: readonly string[];
      /** Services whose images this one copies from, and that are built too. */
      readonly contexts: readonly string[];
      /** Folders outside of the project's that it copies from, by name. */
      readonly outside: Readonly<Record<string, string>>;
      /** It is the one that builds; its siblings run what it built. */
      readonly owner: boolean;
    };

export interface Need {
  readonly service: string;
  readonly condition: "started" | "healthy" | "completed";
}

/** A variable as its process reads it. */
export interface Variable {
  readonly name: string;
  readonly purpose?: string;
  readonly kind: VariableKind;
  readonly phase: "build" | "run";
  readonly required: boolean;
  /** It follows from who ends TLS. */
  readonly follows?: true;
  /** What its reader is given for the two values of a boolean, or between the items of a list. */
  readonly spelled?: Spelling;
  /** The variable with the path of its secret's file; absent where it is no file, or a command knows the path. */
  readonly path?: string;
  /** The services and jobs that read it; absent where all do that run the code. */
  readonly readers?: readonly string[];
  /** Settled by the declaration, by another service of the stack, by whoever runs it, or put together at the start. */
  readonly source:
    | { readonly kind: "fixed" | "linked"; readonly value: string }
    | { readonly kind: "input"; readonly input: Input }
    /** Texts, and between each two of them the name of a variable. */
    | { readonly kind: "template"; readonly parts: readonly string[] }
    | ({ readonly kind: "url"; readonly scheme: string; readonly latin1: boolean } & UrlParts);
  readonly rule: VariableRule;
}

/** A value that whoever runs the stack sets: in `.env`, or for a secret in production as a file. */
export interface Input {
  readonly name: string;
  readonly purpose?: string;
  readonly kind: VariableKind;
  readonly phase: "build" | "run";
  /** Who issues such a secret; absent where any strong value will do. */
  readonly issued?: string;
  /** Stands when it is unset or blank. */
  readonly default?: string;
  readonly required: boolean;
  /** The secret's file, from the project's folder; absent when it is set in the environment. */
  readonly file?: string;
  readonly example?: string;
  readonly rule: VariableRule;
  /** Services that read it. */
  readonly readers: readonly string[];
}

export type Mount =
  | { readonly kind: "source"; readonly source: string; readonly target: string; readonly readOnly: boolean }
  | { readonly kind: "keys"; readonly source: string; readonly target: string }
  | { readonly kind: "volume"; readonly volume: string; readonly target: string; readonly readOnly: boolean }
  | {
      readonly kind: "scratch";
      readonly target: string;
      /** Such as `64m`. */
      readonly size: string;
      /** The user who alone may enter it; absent where everybody may. */
      readonly owner?: string;
      readonly executable: boolean;
    }
  /** A folder of the host for what it writes. */
  | { readonly kind: "folder"; readonly source: string; readonly target: string };

/** A generated file that a service may read. */
export interface Config {
  /** Its name in the Compose file. */
  readonly name: string;
  /** Path in the project. */
  readonly file: string;
  /** Path in the container. */
  readonly target: string;
  readonly text: string;
}

export interface Network {
  readonly name: string;
  /** Without a way to the host's ports and the world. */
  readonly internal: boolean;
}

/** How to tell that a container works, as a command of its image. */
export interface Probe {
  /** What it asks its own port for, where whoever asks over HTTP gets the same answer. */
  readonly path?: string;
  readonly command: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

/** An image that is built, with the files that stand beside its Dockerfile. */
export interface Build extends Omit<BuildShape, "arguments" | "title"> {
  /** Name of the service that declares it. */
  readonly name: string;
  /** Folder of its files. */
  readonly folder: string;
  /** Those of its files that lie elsewhere, name to path. */
  readonly places: Readonly<Record<string, string>>;
  /** Name of the image, without its tag. */
  readonly image: string;
  readonly title: string;
  /** Build arguments before the first stage. */
  readonly arguments: readonly { readonly name: string; readonly purpose: string; readonly default: string }[];
  /** Build arguments that the services' variables make, with the production value as the default. */
  readonly variables: readonly { readonly name: string; readonly purpose?: string; readonly default: string }[];
  /** Secrets that steps of its build read. */
  readonly secrets: readonly BuildSecret[];
  /** Services whose images it copies from, each with that image's name and whether it is one that is pulled. */
  readonly contexts: Readonly<Record<string, { readonly image: string; readonly pulled: boolean }>>;
  /** For each mode, what its entrypoint does; absent where no stage has one. */
  readonly entrypoints: Partial<Readonly<Record<Mode, Entrypoint>>>;
  /** What its nginx serves. */
  readonly site?: Site;
  /** For each mode, who runs its image (`uid:gid`) and which folders are theirs; absent where it starts as root. */
  readonly users: Partial<Readonly<Record<Mode, { readonly id: string; readonly folders: readonly string[] }>>>;
  /** For each mode, places that are links to where their file lies. */
  readonly links: Partial<Readonly<Record<Mode, Readonly<Record<string, string>>>>>;
  /** For each mode, the probe of its image. */
  readonly probes: Partial<Readonly<Record<Mode, Probe>>>;
}

/** A secret that a build reads, and no layer keeps. */
export interface BuildSecret {
  /** The variable that the commands read. */
  readonly name: string;
  /** The name by which BuildKit mounts it. */
  readonly id: string;
  readonly purpose?: string;
  readonly required: boolean;
  /** The variable that has the path of its file instead, for a program that reads such a file. */
  readonly path?: string;
}

/** Variables with host and port, or with a URL and the port where that names none. */
export type Wait =
  | { readonly host: string; readonly port: string }
  | { readonly url: string; readonly otherwise: number };

/** What happens in a container before its process. */
export interface Entrypoint {
  readonly variables: readonly Variable[];
  /** Variables that only services have which run this code beside its owner; asked for where they are passed. */
  readonly others: readonly Variable[];
  /** What it waits for where that is passed: one environment may have it, and another one not. */
  readonly waits: readonly Wait[];
  /** What its image can ask over TCP with. */
  readonly client: NonNullable<BuildStage["client"]>;
  readonly seeds: Readonly<Record<string, string>>;
  /** Paths that it looks at before it starts: whether it may write them, where they are mounted. */
  readonly writable: readonly string[];
  /** Links to be made in mounted sources: place to file. */
  readonly links: Readonly<Record<string, string>>;
  /** Ports of `localhost`, and who answers there. */
  readonly localhost: readonly Forward[];
  /** Folders that must belong to the host's user; absent where it starts as its own user. */
  readonly host?: { readonly folder: string; readonly claims: readonly string[] };
  readonly jobs: readonly (readonly string[])[];
  /** The commands of its service, before which alone these run: a worker's and a task's have none. */
  readonly servers: readonly (readonly string[])[];
  /** What stands before the command while a variable is set. */
  readonly wrappers: readonly { readonly variable: string; readonly command: readonly string[] }[];
  /** Variables of the page that it serves, which reads them as it is loaded. */
  readonly page: readonly string[];
}

/** A port of `localhost` that leads to another service. */
export interface Forward {
  readonly port: number;
  readonly host: string;
  readonly target: number;
}

/** Who faces those that come from outside of the stack: whose `tls` and `trust` say who ends TLS. */
export interface Front {
  readonly service: string;
  readonly endedBy: "itself" | "proxy" | "nobody";
  /** By which browsers ask. */
  readonly scheme: "http" | "https";
  /** Addresses of the proxies in front of it. */
  readonly proxies: readonly string[];
}

/** One nginx: what it serves on its port. */
export interface Site {
  readonly file: string;
  readonly port: number;
  readonly bodyLimit: string;
  /** Seconds. */
  readonly timeout: number;
  /** Addresses of proxies in front of it, whose `X-Forwarded-*` headers count. */
  readonly trust: readonly string[];
  readonly endedBy: Front["endedBy"];
  readonly temporary?: string;
  /** Paths without a slash at their end; what is below them is denied as well. */
  readonly deny: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly log: "combined" | "json";
  /** Port of `/stub_status`. */
  readonly metrics?: number;
  readonly tls?: Tls;
  /** Longest path first. */
  readonly routes: readonly Route[];
}

/** Where a site ends TLS. */
export interface Tls {
  readonly port: number;
  /** Port of the host, to which plain HTTP is sent. */
  readonly publish: number;
  /** Folder in the container with `fullchain.pem` and `privkey.pem`. */
  readonly certificates: string;
  /** Folder of the host that is mounted there; absent where another service keeps the certificate. */
  readonly folder?: string;
  /** Seconds. */
  readonly hsts?: number;
}

export type Route = ProxyRoute | { readonly kind: "file"; readonly path: string; readonly file: string } | FilesRoute;

/** Files that the site serves itself. */
export interface FilesRoute extends FolderRoute {
  readonly kind: "files";
  readonly path: string;
  readonly untrusted: boolean;
  /** Only a service's answer leads to them. */
  readonly internal: boolean;
}

/** Requests that a service answers. */
export interface ProxyRoute extends Pick<PassedRoute, "timeout" | "bodyLimit"> {
  readonly kind: "proxy";
  /** The service runs elsewhere in an environment at least: a variable has its URL. */
  readonly elsewhere?: { readonly variable: string; readonly keepHost: boolean };
  readonly path: string;
  readonly service: string;
  readonly port: number;
  readonly stream: boolean;
  readonly strip: boolean;
  /** How often one address may ask, and how many more may come at once. */
  readonly rate?: { readonly limit: string; readonly burst: number };
}
