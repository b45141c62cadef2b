import { z } from "zod";
import { variableName } from "./variable";

/** Prose for a person. What stands between backticks is code; all else is literal. */
const prose = z.string().min(1);

/** The parts of a handbook to which a service has something to add. */
export const topics = [
  "requirements",
  "daily",
  "check",
  "secrets",
  "upgrade",
  "database-upgrade",
  "backup",
  "restore",
  "drill",
  "move",
  "scaling",
  "security",
  "arrival",
] as const;

const topic = z.enum(topics);

/** The kind of environment that it is for, as with `environments`. Default: each. */
const mode = z.enum(["development", "production"]).optional();

/** What a command says that only the whole stack knows. All variables are those of the service itself. */
const known = z.union([
  z.string(),
  /** The file of a secret, such as `secrets/postgres_password`. Production alone has one. */
  z.strictObject({ secret: variableName }),
  /** A volume of the service by the name that the engine knows, such as `shop-production_db_data`. */
  z.strictObject({ volume: z.string() }),
  /** A text in which `*` is the name of the service: `backups/*.dump`. */
  z.strictObject({ named: z.string() }),
  /** The image that the service runs. */
  z.strictObject({ image: z.literal(true) }),
]);

/** One word of a command, quoted for the shell where it must be. Several in a list are one word, without spaces. */
const word = z.union([known, z.array(known).min(1)]);

/** Several services, each a word of its own; without jobs. A command of Compose for none of them is left out. */
const services = z.union([
  /** Those that read this variable's value. */
  z.strictObject({ readers: variableName }),
  /** Those that need this one, or the one that is named. */
  z.strictObject({ dependents: z.union([z.literal(true), z.string()]) }),
]);

const words = z.array(z.union([word, services])).min(1);

/** One command with what to know before it and what to see after it. Exactly one of the first four says where it runs. */
export const step = z
  .strictObject({
    /** In the running container of the service. */
    exec: words.optional(),
    /** In a new container of the service, removed afterwards; nothing that the service needs is started for it. */
    run: words.optional(),
    /** Of `docker compose` with the stack's file: `["stop", "backend"]`. */
    compose: words.optional(),
    /** On the host, in the project's folder. */
    host: words.optional(),
    /** Why, or what to look out for; printed above the command. */
    say: prose.optional(),
    /** File of the host that it reads. */
    input: word.optional(),
    /** File of the host that it writes. */
    output: word.optional(),
    /** It talks with whoever runs it: a shell. */
    interactive: z.boolean().optional(),
    /** It goes on until Ctrl-C. */
    endless: z.boolean().optional(),
    /** A part of what it prints when all is well. */
    expect: z.string().optional(),
  })
  .refine(({ exec, run, compose, host }) => [exec, run, compose, host].filter(Boolean).length === 1, {
    message: "one of `exec`, `run`, `compose` and `host`",
  });

/** What a person does with a service, step by step. A single command is a task of one step. */
const task = z.strictObject({
  topic,
  mode,
  /** What it is good for, such as `Open the database's shell`. */
  title: prose,
  intro: prose.optional(),
  steps: z.array(step).min(1),
  /** The secret that it sets anew, in place of "write another file, restart its readers"; left out where it is no file. */
  rotates: variableName.optional(),
});

const note = z.strictObject({ topic, mode, text: prose });

/** What goes wrong: what one sees, why, the command that tells, and what to do. */
const symptom = z.strictObject({ mode, symptom: prose, cause: prose, look: step.optional(), fix: prose });

/** What was asked for and is done in another way. */
const deviation = z.strictObject({ asked: prose, done: prose, because: prose });

/** What only the maker of a service knows to say of it. Every leaf may be given for each environment. */
export const handbook = z.strictObject({
  tasks: z.array(task).optional(),
  notes: z.array(note).optional(),
  symptoms: z.array(symptom).optional(),
  deviations: z.array(deviation).optional(),
  /** Connections that it accepts, and how many of them are kept for its administrator. */
  accepts: z.strictObject({ connections: z.int().positive(), reserved: z.int().min(0) }).optional(),
  /**
   * What each of its containers runs, every thread with at most one connection to each service that it needs. The
   * number of processes may come from its limit of CPUs: `each` for one, and `more`, but no more than `most`.
   */
  runs: z
    .strictObject({
      processes: z.union([
        z.int().positive(),
        z.strictObject({ each: z.int().positive(), more: z.int().min(0), most: z.int().positive() }),
      ]),
      threads: z.int().positive(),
      /** The variable that sets the number of processes. */
      variable: variableName.optional(),
    })
    .optional(),
  /**
   * What its volumes hold, by their names in the declaration, and how a copy is made: by a task of `backup`, as files
   * (which volumes that are not named here are, too), or none, since all of it can be made anew.
   */
  volumes: z.record(z.string(), z.strictObject({ holds: prose, copy: z.enum(["task", "files", "none"]) })).optional(),
});

export type HandbookShape = z.output<typeof handbook>;
export type TaskShape = z.output<typeof task>;
export type StepShape = z.output<typeof step>;
export type WordShape = z.output<typeof words>[number];
export type Topic = z.output<typeof topic>;
