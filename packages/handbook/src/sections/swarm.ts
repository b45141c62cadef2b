import { boundVolumes, replicasInput, type Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { line } from "../command";
import { code, codes, section, table } from "../section";
import { engineName, lasting, profilesOf } from "../view";
import * as words from "../words/swarm";

/** How a stack that runs on a swarm is run: what Compose's pages do not tell. */
export function onMachines(stack: Stack): document.Section | undefined {
  const { environment, files, images } = stack;
  const { deploy, differs, form, machine, secrets } = words;
  return section(
    words.title,
    document.paragraph(words.intro(environment, files.stack ?? "")),
    section(
      form.title,
      document.paragraph(form.first),
      document.code(line(["docker", "swarm", "init", "--advertise-addr", form.address])),
      document.paragraph(form.join),
      document.code(
        [line(["docker", "swarm", "join-token", "worker"]), line(["docker", "swarm", "join-token", "manager"])].join(
          "\n",
        ),
      ),
      document.paragraph(form.ports),
      document.paragraph(form.privileges),
    ),
    volumes(stack),
    section(
      words.images.title,
      document.paragraph(images.registry === undefined ? words.images.none : words.images.registry(images.registry)),
    ),
    files.deploy === undefined
      ? undefined
      : section(
          deploy.title,
          document.paragraph(deploy.text),
          document.code(line([files.deploy])),
          document.paragraph(deploy.healthy),
          document.code(line([files.deploy, "--rollback"])),
          document.paragraph(deploy.watch),
          document.code(line(["docker", "stack", "ps", "--no-trunc", stack.project])),
        ),
    stack.inputs.some(({ file }) => file !== undefined)
      ? section(secrets.title, document.paragraph(secrets.text))
      : undefined,
    section(
      machine.title,
      document.paragraph(machine.text),
      document.code(line(["docker", "node", "update", "--availability", "drain", words.volumes.machine])),
    ),
    section(
      differs.title,
      document.list(
        "bullets",
        [...differs.items, ...ports(stack), ...profiles(stack)].map((item) => [document.paragraph(item)]),
      ),
    ),
  );
}

function volumes(stack: Stack): document.Section | undefined {
  const bound = boundVolumes(stack);
  if (bound.length === 0) return undefined;
  const label = (volume: string): string => `${stack.project}.${volume}`;
  const users = (volume: string): string[] =>
    lasting(stack)
      .filter(({ mounts }) => mounts.some((mount) => mount.kind === "volume" && mount.volume === volume))
      .map(({ name }) => name);
  const labels = bound.flatMap((volume) => ["--label-add", `${label(volume)}=true`]);
  return section(
    words.volumes.title,
    document.paragraph(words.volumes.text),
    table(
      words.volumes.head,
      bound.map((volume) => [code(engineName(stack, volume)), code(label(volume)), codes(users(volume))]),
    ),
    document.paragraph(words.volumes.set),
    document.code(line(["docker", "node", "update", ...labels, words.volumes.machine])),
  );
}

const ports = (stack: Stack): string[] =>
  lasting(stack).some(({ published }) => published.length > 0) ? [words.differs[stack.swarm?.ports ?? "host"]] : [];

const profiles = (stack: Stack): string[] =>
  profilesOf(stack).map((profile) =>
    words.differs.profile(
      replicasInput(profile),
      codes(stack.services.filter((service) => service.profile === profile).map(({ name }) => name)),
    ),
  );
