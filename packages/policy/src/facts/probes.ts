import { type Command, hasOption } from "../recover/shell/commands";

/** A request by `curl` that succeeds whatever the server answers: without `-f` an error's page is an answer too. */
export const takesAnyAnswer = (commands: readonly Command[]): Command | undefined =>
  commands.find(
    (command) =>
      command.name === "curl" &&
      command.next !== "|" &&
      !command.within.includes("substitution") &&
      command.args.some((arg) => /^https?:\/\/|^(localhost|127\.0\.0\.1)[:/]/.test(arg)) &&
      !hasOption(command, "-f", "--fail", "--fail-with-body", "-w", "--write-out", "-K", "--config"),
  );
