import { type Build, type Mode, placeOf, type Stack } from "@quaywright/model";
import { renderAsHost } from "./as-host";
import { renderBake } from "./bake";
import { planCi } from "./ci";
import { renderCompose } from "./compose";
import { renderDeploy } from "./deploy";
import { renderDockerfile } from "./dockerfile";
import { renderDockerignore } from "./dockerignore";
import { renderEntrypoint } from "./entrypoint";
import { renderEnvExample } from "./env-example";
import { marked } from "./marker";
import { elsewhereOf, renderElsewhere, renderSite } from "./nginx";
import { planPages } from "./page";
import type { PlannedFile } from "./planned-file";
import { renderPull } from "./pull";
import { planSchedules } from "./schedule";
import { renderStackFile } from "./swarm";
import { unlinted } from "./unlinted";
import { hookFile, variablesHook } from "./variables-hook";
import { renderWaivers } from "./waivers";

/** Every file that a stack needs in all its environments, in path order. Pure: writing them is someone else's job. */
export function plan(stacks: readonly Stack[]): PlannedFile[] {
  const builds = new Map(stacks.flatMap(({ builds }) => builds.map((build) => [build.name, build] as const)));
  const files = [
    ...renderCompose(stacks),
    ...stacks.flatMap(renderPull),
    ...planBake(stacks),
    ...stacks.flatMap((stack) => (stack.files.stack === undefined ? [] : [renderStackFile(stack, stack.files.stack)])),
    ...stacks.flatMap(planDeploy),
    ...stacks.flatMap(planSchedules),
    ...planCi(stacks),
    { path: stacks[0]?.files.env ?? ".env.example", text: renderEnvExample(stacks) },
    ...[...builds.values()].flatMap((build) => planBuild(build, stacks)),
    ...planPages(stacks),
    ...planConfigs(stacks),
    ...renderWaivers(stacks),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Services that run one code, and environments, have them in common. */
const planConfigs = (stacks: readonly Stack[]): PlannedFile[] => {
  const configs = stacks.flatMap(({ services }) => services.flatMap((service) => service.configs));
  return [...new Map(configs.map(({ file, text }) => [file, { path: file, text }])).values()];
};

function planDeploy(stack: Stack): PlannedFile[] {
  const path = stack.files.deploy;
  return path === undefined ? [] : [{ path, text: renderDeploy(stack, path), executable: true }];
}

function planBake(stacks: readonly Stack[]): PlannedFile[] {
  const text = renderBake(stacks);
  return text === undefined ? [] : [{ path: stacks[0]!.files.bake, text }];
}

function planBuild(build: Build, stacks: readonly Stack[]): PlannedFile[] {
  const { attachments = {}, entrypoints, site, written } = build;
  return [
    ...(written === undefined
      ? [
          { path: placeOf(build, "Dockerfile"), text: renderDockerfile(build) },
          { path: placeOf(build, "Dockerfile.dockerignore"), text: renderDockerignore(build, stacks) },
        ]
      : []),
    ...Object.entries(entrypoints).map(([mode, entrypoint]) => ({
      path: placeOf(build, mode === "development" ? "entrypoint.dev.sh" : "entrypoint.sh"),
      text: renderEntrypoint(entrypoint),
      executable: true,
    })),
    ...(entrypoints.development?.host === undefined
      ? []
      : [{ path: placeOf(build, "as-host.sh"), text: renderAsHost(entrypoints.development.host), executable: true }]),
    ...(Object.keys(entrypoints) as Mode[]).flatMap((mode) => {
      const hook = variablesHook(build, mode);
      return hook === undefined
        ? []
        : [{ path: placeOf(build, hookFile(hook, mode)), text: unlinted(hook.name, hook.text) }];
    }),
    ...Object.entries(attachments).map(([name, text]) => ({
      path: placeOf(build, name),
      text: unlinted(name, marked(name, text)),
    })),
    ...(site === undefined ? [] : [{ path: placeOf(build, site.file), text: renderSite(site) }]),
    ...(site === undefined || elsewhereOf(site).length === 0
      ? []
      : [{ path: placeOf(build, "elsewhere.sh"), text: renderElsewhere(site), executable: true }]),
  ];
}
