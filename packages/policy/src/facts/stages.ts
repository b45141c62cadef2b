import type { Image } from "../recover/dockerfile/image";
import { imageOfStage } from "../recover/dockerfile/image";
import type { Dockerfile, Instruction, Stage } from "../recover/dockerfile/nodes";
import type { Repository, Use } from "../recover/repository";
import type { Script } from "../recover/script";
import type { Command } from "../recover/shell/commands";
import { folderOf } from "../recover/tree";
import { rememberedOf } from "../remembered";

/** Whether a stage's layers are in an image that somebody runs: not those that others only copy from. */
export function ships(stage: Stage, repository: Repository): boolean {
  const uses = repository.usesOf(stage.dockerfile);
  let found = shipped.get(uses);
  if (found === undefined) {
    found = new Set();
    for (const use of uses)
      for (let next: Stage | undefined = use.stage; next !== undefined && !found.has(next); next = next.base.stage)
        found.add(next);
    shipped.set(uses, found);
  }
  return found.has(stage);
}

/** The stages that uses lead to, looked up once. */
const shipped = new WeakMap<readonly Use[], Set<Stage>>();

/** Whether a stage is what somebody runs, rather than what such a stage is built from. */
export const isRun = (stage: Stage, repository: Repository): boolean => repository.environmentsOf(stage).size > 0;

/** The folder whose files a stage copies: as compose says, or else the Dockerfile's own. */
export const contextOf = (stage: Stage, repository: Repository): string =>
  repository.usesOf(stage.dockerfile).find(({ context }) => context !== undefined)?.context ??
  folderOf(stage.dockerfile.path);

export const withinOf = (stage: Stage | undefined): string =>
  stage === undefined ? "" : `stage ${stage.name?.value ?? stage.index}`;

export interface InstructionOf {
  readonly instruction: Instruction;
  readonly stage?: Stage;
}

/** Every instruction with the stage that it is in, those before the first `FROM` too, and what `ONBUILD` holds back. */
export const instructionsOf = rememberedOf(listedOf);

function listedOf({ globals, stages }: Dockerfile): readonly InstructionOf[] {
  const found: InstructionOf[] = globals.map((instruction) => ({ instruction }));
  for (const stage of stages) {
    found.push({ instruction: stage.from, stage });
    for (const instruction of stage.instructions) {
      found.push({ instruction, stage });
      if (instruction.trigger !== undefined) found.push({ instruction: instruction.trigger, stage });
    }
  }
  return found;
}

/** The commands that the `RUN`s of a stage itself run. */
export const commandsOfStage = rememberedOf((stage: Stage): readonly Command[] =>
  stage.instructions.flatMap((each) => (each.keyword === "RUN" ? each.commands : [])),
);

/** What an image starts with, the scripts of the repository that it names with it. */
export function startedBy(stage: Stage, repository: Repository): readonly Command[] {
  const { command, entrypoint } = imageOfStage(stage);
  return [
    ...(entrypoint?.commands ?? []),
    ...(command?.commands ?? []),
    ...scriptsOf(stage, repository).flatMap(({ commands }) => commands),
  ];
}

export function scriptsOf(stage: Stage, { scripts }: Repository): readonly Script[] {
  if (scripts.length === 0) return none;
  let known = started.get(scripts);
  if (known === undefined) {
    known = new Map();
    for (const script of scripts)
      for (const each of script.stages) known.set(each, [...(known.get(each) ?? []), script]);
    started.set(scripts, known);
  }
  return known.get(stage) ?? none;
}

const none: readonly Script[] = [];
/** What starts a stage, looked up once for as long as no script is added. */
const started = new WeakMap<readonly Script[], Map<Stage, readonly Script[]>>();

const becomes = new Set(
  "gosu su-exec setpriv su runuser s6-setuidgid chpst start-stop-daemon setuidgid sudo chroot capsh".split(" "),
);
/** Servers that give up being root by themselves, or that run others as somebody else. */
const drops =
  /^(nginx|apache2(ctl|-foreground)?|apachectl|httpd(-foreground)?|php-fpm[\d.]*|supervisord|crond?|sshd|dovecot|postfix|master|init|systemd|s6-svscan|runsvdir|haproxy|dnsmasq|dockerd|containerd|mysqld(_safe)?|named|squid|vsftpd|proftpd|slapd|rsyslogd|smbd|exim4?|runit|my_init|openvpn|wg-quick|postgres|redis-server|rabbitmq-server|mongod|memcached|varnishd|tor|unbound|unitd|cupsd)$/;

/** Whether root is only who begins: what an image starts becomes somebody else by itself. */
export function dropsRoot(stage: Stage, repository: Repository): boolean {
  const image = imageOfStage(stage);
  const { command, entrypoint, known, published } = image;
  const own = entrypoint === undefined && command === undefined;
  if (known?.user === "drops" && (own || entrypoint === undefined)) return true;
  if (known?.language === "php" && /apache|fpm/.test(published?.tag ?? "") && entrypoint === undefined) return true;
  const commands = startedBy(stage, repository);
  if (
    commands.some(
      ({ argv, name }) => becomes.has(name) || drops.test(name) || /^\/(sbin\/)?init$/.test(argv[0]?.value ?? ""),
    )
  )
    return true;
  // a script that is not here may do so
  const first = (entrypoint ?? command)?.commands[0]?.argv[0]?.value ?? "";
  const isScript = /\.(sh|bash)$|entrypoint|start|^\/?run$|init/.test(first);
  return isScript && scriptsOf(stage, repository).length === 0 && mentionsUserTool(image);
}

const mentionsUserTool = ({ history }: Image): boolean =>
  history.some(({ commands, keyword }) =>
    keyword === "RUN"
      ? commands.some(({ args }) => args.some((arg) => /gosu|su-exec|setpriv|s6-overlay/.test(arg)))
      : false,
  );
