export const title = "What is done differently, and why";
export const head = ["Often done", "Done here", "Because"];
export const loopback = [
  "A port of development on every address, such as `5432:5432`",
  "It is open on `127.0.0.1` alone.",
  "Docker lets requests in before the firewall is asked: everyone on the network would reach the database.",
];
export const secrets = [
  "Secrets as variables in production",
  "They are files under `/run/secrets`.",
  "A variable is seen by whoever looks at the container, by every program that it starts, and in reports of errors.",
];
export const names = [
  "A name for each container, by `container_name`",
  "Commands name the service.",
  "With a fixed name there is no second container of a service, and no second copy of the stack on a machine.",
];
export const version = [
  "`docker-compose`, and `version` in its file",
  "`docker compose`, and no version.",
  "The old program is no longer made, and the key is ignored.",
];
