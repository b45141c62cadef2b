import { type Build, bakeCommandOf, composeCommandOf, placeOf, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { imageArgument } from "../dockerfile";

const line = (words: readonly string[]): string => words.map(shell.quote).join(" ");

export const bakeCommand = (stack: Stack, target: string, options: readonly string[] = []): string =>
  line([...bakeCommandOf(stack), ...options, target]);

/** Bake cannot check an image that takes files from one that it builds; any other stands for it. */
export const checkCommand = (build: Build): string =>
  line([
    ...["docker", "buildx", "build", "--check", "--file", placeOf(build, "Dockerfile")],
    ...Object.entries(build.contexts).flatMap(([service, { pulled }]) =>
      pulled ? [] : ["--build-arg", `${imageArgument(service)}=scratch`],
    ),
    build.written?.context ?? ".",
  ]);

/** In a container of its own, without a terminal. It is built first: what it needs may run the same image. */
export const testCommand = (stack: Stack, service: string, command: readonly string[]): string =>
  [
    [...composeCommandOf(stack), "build", service],
    [...composeCommandOf(stack), "run", "--rm", "-T", service, ...command],
  ]
    .map(line)
    .join(" && ");
