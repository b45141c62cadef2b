export const title = "On several machines";
export const intro = (environment: string, file: string): string =>
  `${environment} runs on a swarm: Docker spreads its containers over the machines that belong to it, one or many. \`${file}\` is what it reads. Managers of the swarm take commands, and everything below is typed on one, in a folder with that file, the script, \`.env\` and the secrets; nothing else of the project has to be there.`;
export const form = {
  title: "A swarm of machines",
  first: "On the first machine, with the address by which the others reach it:",
  address: "10.0.0.1",
  join: "This prints what to type on each other machine. Three managers go on when one of them is lost, two do not:",
  ports:
    "Between the machines, and for nobody else: 2377/tcp, 7946/tcp and udp, 4789/udp. What services say to one another goes over 4789, where anybody who reaches it can speak: a private network, or `encrypted: true` of `swarm`.",
  privileges:
    'Swarm cannot forbid a process to gain rights, as Compose does for each service. The engine can, for all of its containers: `"no-new-privileges": true` in `/etc/docker/daemon.json` of each machine.',
};
export const volumes = {
  title: "Where volumes are",
  text: "A volume is on one machine, and a swarm starts what mounts it there alone. A label tells which; with one machine in the swarm, the script sets it. When that machine is lost, so is what its volumes held since the last backup: choose it, back it up, and restore on another one that gets the label.",
  head: ["Volume", "Its label", "Mounted by"],
  set: "For the machine that `docker node ls` calls `machine-1`:",
  machine: "machine-1",
};
export const images = {
  title: "Images",
  registry: (registry: string): string =>
    `Each machine takes them from \`${registry}\`. A manager that is logged in hands that on with each deployment; what is deployed is pinned by digest.`,
  none: "They are on the machine that built them, which suffices for a swarm of one. Others take them from a registry: `images: { registry: … }` in `.projenrc.ts`.",
};
export const deploy = {
  title: "Deploy, and go back",
  text: "The script makes secrets and configurations of files, runs jobs behind what they need, hands the stack over and waits until all works:",
  healthy:
    "Containers are replaced one by one, the next one when the last one is healthy. If one does not get healthy, or stops being so while it is watched, Swarm brings the former version of that service back, the script that of all others, and it ends with 1. The swarm keeps the last five deployments, so that each manager can go back:",
  watch: "What runs where, and why something does not:",
};
export const secrets = {
  title: "Secrets",
  text: "Each file of a secret becomes a secret of the swarm, encrypted at rest, in memory of the containers that read it. None can be changed, so its name has a part of a digest: write another text into the file and deploy, and its readers start anew with it; a rollback brings the former one back, for as long as a deployment speaks of it. The files may leave the machine between deployments.",
};
export const machine = {
  title: "A machine to be mended",
  text: "This moves what can move to others; with `active` it takes part again:",
};
export const differs = {
  title: "What is not as with Compose",
  items: [
    "A container that is unhealthy is replaced, not only shown as such. A probe that fails under load takes containers away when they are needed most.",
    "Nothing waits for anything at start: what needs a database tries until it is there.",
    "Commands in a container are typed on the machine where it runs; `docker service ps` tells which.",
    "A value of `.env` counts when it is deployed, not when a container starts.",
    "Ports are published on all addresses of a machine. A firewall that is not Docker's own does not see them.",
    "Images of others stay as they are while their name is the same: another version is another name, or `docker service update --image`.",
  ],
  ingress:
    "Ports are published by every machine (`ports: \"ingress\"`), and the containers behind them see one address of Docker's for all who ask: limits and logs by address don't work.",
  host: 'Ports are published on the machine where the container runs, so that it sees who asks: names of the site have to lead there. While it is replaced, that port is closed for some seconds; `ports: "ingress"` of `swarm` has no such gap, and hides who asks.',
  profile: (input: string, names: string): string =>
    `Swarm has no profiles: \`${input}=1\` in \`.env\` starts ${names} with the next deployment.`,
};
