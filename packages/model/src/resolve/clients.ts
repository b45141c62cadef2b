import { baseOf } from "../base";
import type { BuildDeclaration } from "../schema/build";
import type { Client } from "../schema/probe";
import type { Shapes } from "./code";

/** The shapes where each image with an entrypoint has a tool that can ask and wait. */
export const withClients = (shapes: Shapes): Shapes =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      shape.build === undefined ? shape : { ...shape, build: clientsOf(shape.build) },
    ]),
  );

const clientsOf = (build: BuildDeclaration): BuildDeclaration => ({
  ...build,
  stages: build.stages.map((stage) =>
    stage.entrypoint === undefined || stage.client !== undefined
      ? stage
      : { ...stage, client: atHand(baseOf({ stages: build.stages, arguments: build.arguments ?? [] }, stage.name)) },
  ),
});

/** Alpine has BusyBox; Debian, Ubuntu and what is made of them cannot be without Bash. */
const atHand = (base: string): Client => (/alpine|busybox/.test(base) ? "wget" : "bash");
