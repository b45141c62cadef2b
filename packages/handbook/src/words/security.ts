export const title = "Security";
export const firewall =
  "Docker writes its own rules in front of those of a firewall such as ufw or firewalld: a published port is open to everyone who reaches this machine, whatever the firewall says. This shows every port that Docker has opened here, of this stack and of others:";
export const bound = (services: string): string => `Of this stack the world reaches ${services} alone.`;
export const hold =
  "What shall not be reached is not published, or on one address: `publishOn` of the service in `.projenrc.ts`. A rule of your own goes into the chain `DOCKER-USER`, which Docker leaves alone.";
export const nobody = "Of this stack nothing is published.";
export const development = (services: string): string =>
  `In development ${services} can be reached from this machine alone, on \`127.0.0.1\`.`;
export const reach = {
  title: "Who reaches whom",
  text: "Whoever is not in this table is not reached: there is no network between them.",
  head: ["Service", "Opens connections to", "May call the world"],
  yes: "yes",
  no: "no",
  none: "nobody",
};
export const secrets = {
  title: "Who can read which secret",
  text: "In the container, the process and whoever gets into it. On the host, the owner of the folder, root, and every member of the group `docker`, which is as good as root.",
  head: ["Secret", "Read by"],
};
export const limits = {
  title: "What it does not do",
  text: (encrypted: string): string =>
    `Data on the disk is not encrypted; nor is what services say to one another on this machine${encrypted === "" ? "" : `, but to ${encrypted}, whose certificates they look at`}. Images are as safe as what they are made from: build anew every month, so that fixes of the base images come in.`,
};
