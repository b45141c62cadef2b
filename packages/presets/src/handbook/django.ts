import type { HandbookDeclaration, TaskDeclaration } from "@quaywright/model";
import { spoolHandbook } from "../state/spool";

const manage = (...words: string[]) => ["python", "manage.py", ...words];

export interface DjangoNames {
  /** The service that is its database, or `sqlite`. */
  readonly database?: string | undefined;
  /** A job copies what SQLite held. */
  readonly copies: boolean;
  /** What runs its tests. */
  readonly tests?: readonly string[] | undefined;
  /** Its name for a variable. */
  readonly called: (name: string) => string;
  /** The name under which whoever runs the stack sets a variable. */
  readonly input: (name: string) => string;
}

const oneServes = { development: { processes: 1, threads: 1 }, production: { processes: 1, threads: 4 } };

/** What is to know of a Django site in containers. */
export const djangoHandbook = ({
  database = "sqlite",
  called,
  copies,
  input,
  tests = manage("test"),
}: DjangoNames): HandbookDeclaration => ({
  ...(database === "sqlite" && { runs: oneServes }),
  volumes: {
    media: { holds: "Files that users have uploaded.", copy: "files" },
    ...spoolHandbook,
  },
  tasks: [
    {
      topic: "daily",
      mode: "development",
      title: "Write the migrations that changed models need",
      steps: [{ exec: manage("makemigrations") }],
    },
    { topic: "daily", title: "Migrate the database", steps: [{ exec: manage("migrate") }] },
    { topic: "daily", title: "Show which migrations have run", steps: [{ exec: manage("showmigrations") }] },
    { topic: "daily", mode: "development", title: "Run the tests", steps: [{ exec: [...tests] }] },
    { topic: "daily", title: "Open Django's shell", steps: [{ exec: manage("shell"), interactive: true }] },
    {
      topic: "daily",
      title: "Make an account for the admin site",
      steps: [{ exec: manage("createsuperuser"), interactive: true }],
    },
    {
      topic: "check",
      mode: "production",
      title: "Django finds nothing wrong with its settings",
      steps: [{ exec: manage("check", "--deploy"), expect: "System check identified" }],
    },
    {
      topic: "check",
      mode: "production",
      title: "Every migration has run",
      steps: [{ exec: manage("migrate", "--check") }],
    },
    ...(database === "sqlite" || copies ? [] : [moveFromSqlite(database)]),
    {
      topic: "secrets",
      mode: "production",
      title: "Sign with a new key, and accept the old one for a while",
      rotates: called("SECRET_KEY"),
      intro:
        "The settings read `SECRET_KEY_FALLBACKS`: who is signed in stays so, and links that were sent go on working.",
      steps: [
        { host: ["cp", { secret: called("SECRET_KEY") }, { secret: called("SECRET_KEY_FALLBACKS") }] },
        { host: ["openssl", "rand", "-hex", "32"], output: { secret: called("SECRET_KEY") } },
        { compose: ["up", "--detach", "--wait", "--force-recreate", { readers: called("SECRET_KEY") }] },
        {
          say: "After two weeks, when the last session has ended that the old key signed, or at once if it is known to others.",
          host: ["truncate", "--size=0", { secret: called("SECRET_KEY_FALLBACKS") }],
        },
        { compose: ["up", "--detach", "--wait", "--force-recreate", { readers: called("SECRET_KEY") }] },
      ],
    },
  ],
  symptoms: [
    {
      symptom: "`Bad Request (400)` on every page",
      cause: `The host name of the request is not in \`${input("ALLOWED_HOSTS")}\`.`,
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: `Add the name to \`${input("ALLOWED_HOSTS")}\` in \`.env\`, without scheme and port, and start anew.`,
    },
    {
      symptom: "A container is `unhealthy`, and its log has `Invalid HTTP_HOST header`",
      cause: `Its probe asks by the first name of \`${input("ALLOWED_HOSTS")}\`, by the address where there is none, and the settings allow neither.`,
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: `Let the settings take their \`ALLOWED_HOSTS\` from \`${called("ALLOWED_HOSTS")}\`; over the preset, \`probe\` with \`headers: { Host: "www.example.com" }\` asks by a name of your own.`,
    },
    {
      symptom: "`CSRF verification failed` when a form is sent",
      cause: `The page came over HTTPS through a proxy, and its origin is not in \`${input("CSRF_TRUSTED_ORIGINS")}\`.`,
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: `Set \`${input("CSRF_TRUSTED_ORIGINS")}\` to the origin with its scheme, such as \`https://www.example.com\`, and start anew.`,
    },
    {
      symptom: "The browser says that the page redirects for ever",
      cause:
        "Django redirects to HTTPS and does not know that the request came over it: the proxy in front does not pass `X-Forwarded-Proto` on, or has another address than `trust` says.",
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: "Let the proxy send `X-Forwarded-Proto`, and name its address in `trust` of the service that it asks.",
    },
    {
      mode: "production",
      symptom: "Pages come without their styles, or with old ones",
      cause:
        "Static files are part of the images: one of them was built from other sources than the other, or the browser has kept what it had.",
      look: { compose: ["images"] },
      fix: "Build all images anew and start them, as the part on upgrades says; then load the page past the browser's cache.",
    },
  ],
  deviations: [
    {
      asked: "Static files in a volume that Django and nginx share",
      done: "They are collected into the image and copied into nginx's own.",
      because: "A volume is filled once, from the first image; after an upgrade it would still serve the old files.",
    },
    {
      asked: "Migrations at each start of the application",
      done: "A job of its own migrates once for each rollout, and the application waits for it.",
      because: "Several containers that start at once would migrate at once.",
    },
  ],
});

const moveFromSqlite = (database: string): TaskDeclaration => ({
  topic: "move",
  title: "Move the data of SQLite into the database",
  intro: `Django writes all rows as text and reads them into \`${database}\`, whichever database that is. Try it on a copy first, and compare the counts of rows. Where a declaration has SQLite in one environment and a server in another, a job does this in one transaction and compares the counts itself.`,
  steps: [
    {
      say: "In the old set-up, with nobody writing: all rows but those that a migration makes itself.",
      host: [
        ...manage("dumpdata"),
        "--natural-foreign",
        "--natural-primary",
        "--exclude=contenttypes",
        "--exclude=auth.permission",
        "--output=data.json",
      ],
    },
    {
      say: "Into tables that the migrations have just made, without rows.",
      exec: [...manage("loaddata"), "--format=json", "-"],
      input: "data.json",
      expect: "Installed",
    },
  ],
});
