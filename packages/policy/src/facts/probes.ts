import { type Command, hasOption } from "../recover/shell/commands";

/** A request that succeeds whatever the server answers: for `curl` without `-f` an error's page is an answer too. */
export const takesAnyAnswer = (commands: readonly Command[]): Command | undefined =>
  commands.find(
    (command) =>
      asksByRequests(command) ||
      (command.name === "curl" &&
        command.next !== "|" &&
        !command.within.includes("substitution") &&
        command.args.some((arg) => /^https?:\/\/|^(localhost|127\.0\.0\.1)[:/]/.test(arg)) &&
        !hasOption(command, "-f", "--fail", "--fail-with-body", "-w", "--write-out", "-K", "--config")),
  );

/** `requests` and `httpx` give back an error's page, and raise nothing. */
const asksByRequests = ({ args, name }: Command): boolean =>
  /^python[\d.]*$/.test(name) &&
  args.some(
    (arg) =>
      /\b(requests|httpx)\.(get|head)\(/.test(arg) && !/raise_for_status|status_code|\.ok\b|exit|assert/.test(arg),
  );
