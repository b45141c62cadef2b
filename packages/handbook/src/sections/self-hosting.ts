import { document } from "@quaywright/syntax";
import { line } from "../command";
import { memoryOf } from "../memory";
import { codes, type MakeSection, section } from "../section";
import { builtImages, lasting } from "../view";
import * as words from "../words/self-hosting";
import { onMachines } from "./swarm";

const { board, machines } = words;

export const selfHosting: MakeSection = ({ production }) => {
  if (production === undefined) return undefined;
  const sum = memoryOf(production);
  const images = builtImages(production).map(({ repository, tag }) => `${repository}:${tag}`);
  const servers = lasting(production)
    .filter(({ handbook }) => handbook?.accepts !== undefined)
    .map(({ name }) => name);
  const kept = new Set(
    production.services.flatMap(({ handbook }) =>
      Object.entries(handbook?.volumes ?? {}).flatMap(([volume, { copy }]) => (copy === "files" ? [volume] : [])),
    ),
  );
  const shared = production.volumes.filter((volume) => kept.has(volume));
  return section(
    words.title,
    section(
      board.title,
      document.paragraph([...(sum === undefined ? [] : [board.memory(sum)]), board.text].join(" ")),
      document.paragraph(board.limits),
      document.code("docker info --format '{{.MemoryLimit}}'"),
      document.paragraph(board.pages),
      document.code("getconf PAGESIZE"),
    ),
    production.swarm !== undefined
      ? onMachines(production)
      : section(
          machines.title,
          document.paragraph(machines.text),
          servers.length === 0 ? undefined : document.paragraph(machines.database(codes(servers))),
          shared.length === 0 ? undefined : document.paragraph(machines.volumes(codes(shared))),
          ...(images.length === 0
            ? []
            : [
                document.paragraph(machines.images),
                document.code(
                  `${line(["docker", "save", ...images])} | gzip > images.tar.gz\n${line(["docker", "load", "--input", "images.tar.gz"])}`,
                ),
              ]),
        ),
  );
};
