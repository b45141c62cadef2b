import { posix } from "node:path";
import { preset, type ServiceDeclaration, type VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { viteHandbook } from "./handbook/vite";
import { nginxArgument, nginxAttachments, nginxStage, nginxUser, nginxVersion } from "./nginx";
import { nodeDevelopment, packagesFolder } from "./node/development";
import { installPackages, lockOf, nodeArgument, nodeImage, nodeManager, nodeVersion } from "./node/packages";
import { installSecrets, installVariables } from "./node/secrets";
import { prefix } from "./prefix";

const options = z.strictObject({
  /** Folder with `package.json` and its lock file, from the project's folder. */
  source: z.string(),
  /**
   * The service to which the development server passes API requests on: its URL is in `PROXY_TARGET`, for
   * `server.proxy` of `vite.config.ts`. Default: none.
   */
  backend: z.string().optional(),
  /** Version of Node.js. Default: see `versions`. */
  node: nodeVersion,
  /** Who installs its packages. Default: `npm`. */
  manager: nodeManager,
  /** Version of the nginx that serves the build, 1.29.3 or newer. Default: see `versions`. */
  nginx: nginxVersion,
  /**
   * Path under which browsers find it in production, behind a gateway whose route takes it away: `/shop/`. It is
   * built with that as Vite's `base`. Default: `/`.
   */
  prefix,
  /** Folder that `npm run build` fills. Default: `dist`. */
  output: z.string().min(1).default("dist"),
  /** Values compiled into the page, and so public: names start with `VITE_`. */
  variables: z
    .record(z.string().startsWith("VITE_"), z.union([z.string(), z.record(z.string(), z.string())]))
    .default({}),
  /**
   * Values that the page reads as it is loaded, as `window.config.API_URL`, so that one image serves every environment;
   * public. `index.html` loads them before its own script: `<script src="/config.js"></script>`.
   */
  runtime: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name: letters, digits and `_`"),
      z.strictObject({
        purpose: z.string().optional(),
        kind: z.enum(["text", "url", "boolean", "number", "list"]).optional(),
        /** Its value in development, in `public/config.js`. */
        development: z.string(),
        /** Its default elsewhere; without it, whoever runs the stack must set it. */
        production: z.string().optional(),
        /** May stay unset. Default: false. */
        optional: z.boolean().optional(),
        example: z.string().optional(),
      }),
    )
    .default({}),
  /**
   * Secrets for installing its packages, of which no image keeps anything, such as the `.npmrc` of a private registry:
   * `{ NPMRC: { purpose: "Opens our registry.", file: "NPM_CONFIG_USERCONFIG" } }`.
   */
  secrets: installSecrets,
});

export type ViteOptions<Backend extends string> = Omit<z.input<typeof options>, "backend"> & {
  /** The service to which the development server passes API requests on. Default: none. */
  readonly backend?: Backend;
};

const root = "/usr/share/nginx/html";

/** A single-page application: Vite's server on mounted sources, nginx on what was built. */
export const vite = <const Backend extends string = never>(given: ViteOptions<Backend>): ServiceDeclaration<Backend> =>
  preset(options, given, expand);

function expand({
  source,
  backend,
  manager,
  node,
  nginx,
  output,
  prefix,
  runtime,
  secrets,
  variables,
}: z.output<typeof options>): ServiceDeclaration {
  const loaded = Object.keys(runtime);
  const { jobs, mounts, seeds, volumes, watch } = nodeDevelopment(source, manager);
  return {
    summary: "The single-page application.",
    ...(backend !== undefined && { named: [{ at: ["backend"], service: backend }] }),
    code: {
      folder: source,
      language: "node",
      manifests: ["package.json", lockOf(manager)].map((file) => posix.join(source, file)),
    },
    expects: [
      { at: ["source"], for: "what says how it is built", files: [posix.join(source, "package.json")] },
      { at: ["manager"], for: `the lock file of ${manager}`, files: [posix.join(source, lockOf(manager))] },
      {
        at: ["source"],
        for: "what builds the page",
        runs: { folder: source, command: ["npm", "run", "build"] },
      },
    ],
    build: {
      arguments: [nodeArgument(node), nginxArgument(nginx)],
      sources: [source],
      ignored: ["**/node_modules", `${source}/${output}`],
      attachments: nginxAttachments,
      hostCommands: ["bash", "node", "npm", "npx", "sh"],
      stages: [
        {
          name: "development",
          purpose: "runs the sources that are mounted at /app.",
          from: nodeImage,
          takesSystem: true,
          environment: { npm_config_update_notifier: "false" },
          workdir: "/app",
          steps: [installPackages(source, packagesFolder, manager)],
          preparesUser: true,
          entrypoint: "development",
          port: 5173,
          client: "node",
          command: ["/app/node_modules/.bin/vite", "--host", "0.0.0.0", "--port", "5173", "--strictPort"],
        },
        {
          name: "builder",
          purpose: "builds the page; its output fits every architecture.",
          from: nodeImage,
          takesSystem: true,
          onBuildPlatform: true,
          takesVariables: true,
          workdir: "/app",
          steps: [
            installPackages(source, "/app", manager),
            { kind: "copy", sources: [`${source}/`], target: "/app/" },
            {
              kind: "run",
              commands: [
                ["npm", "run", "build", ...(prefix === undefined ? [] : ["--", `--base=${prefix}`])],
                ...(loaded.length > 0 ? [loadsConfig(output, prefix)] : []),
                compress(output),
              ],
            },
          ],
        },
        {
          ...nginxStage({
            name: "production",
            purpose: "is nginx with the built page.",
            file: "nginx.conf",
            steps: [{ kind: "copy", from: "builder", sources: [`/app/${output}/`], target: `${root}/` }],
          }),
          ...(loaded.length > 0 && { entrypoint: "production" as const, command: ["nginx", "-g", "daemon off;"] }),
        },
      ],
    },
    variables: {
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, publicValue(value)])),
      ...Object.fromEntries(Object.entries(runtime).map(([name, value]) => [name, loadedValue(value)])),
      ...installVariables(secrets),
      ...(backend !== undefined && {
        PROXY_TARGET: {
          development: { purpose: "Where the development server passes API requests on.", from: `${backend}:url` },
        },
      }),
    },
    page: { source, compiled: Object.keys(variables), loaded },
    ...(prefix !== undefined && { prefix: { production: { path: prefix, strip: true } } }),
    port: { development: 5173, production: 8080 },
    publish: { development: 5173 },
    site: {
      production: {
        file: "nginx.conf",
        routes: {
          "/": { folder: root, fallback: "/index.html" },
          ...(loaded.length > 0 && { "/config.js": { file: "/tmp/config.js" } }),
          "/assets/": { folder: `${root}/assets`, immutable: true },
        },
      },
    },
    mounts: { development: mounts },
    volumes: { development: volumes },
    seeds: { development: seeds },
    scratch: { production: ["/tmp"] },
    user: { development: "host", production: nginxUser },
    probe: { kind: "http", path: { development: "/", production: "/healthz" } },
    jobs: { development: jobs },
    watch: { development: watch },
    resources: { production: { memory: "128m", cpus: 0.5, pids: 50 } },
    stopGrace: 40,
    handbook: viteHandbook(backend),
  };
}

/** For `gzip_static` of nginx. */
const compress = (output: string): string[] => [
  ...["find", output, "-type", "f", "-size", "+1k", "("],
  ...["css", "html", "js", "json", "svg"].flatMap((suffix, index) => [
    ...(index > 0 ? ["-o"] : []),
    "-name",
    `*.${suffix}`,
  ]),
  ...[")", "-exec", "gzip", "-9", "--keep", "{}", "+"],
];

const publicValue = (value: string | { readonly [environment: string]: string }) => ({
  purpose: "Compiled into the page, public.",
  phase: { development: "run", production: "build" } as const,
  value,
});

type LoadedValue = z.output<typeof options>["runtime"][string];

const loadedValue = ({ development, production, purpose, ...more }: LoadedValue): VariablesDeclaration[string] => {
  const told = purpose === undefined ? {} : { purpose };
  return {
    development: { ...told, value: development },
    production: { ...told, ...more, ...(production !== undefined && { default: production }) },
  };
};

/** A page that does not load its values would have none, in production alone. */
const loadsConfig = (output: string, prefix = "/"): string[] => [
  "sh",
  "-c",
  `grep -q 'src="${prefix}config.js"' ${output}/index.html || { echo 'index.html does not load its values: put <script src="/config.js"></script> before its own script.' >&2; exit 1; }`,
];
