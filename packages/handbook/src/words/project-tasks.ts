export const dev = "Start development and follow changes of sources, until Ctrl-C";
export const logs = "Follow the logs of development, of all services or those named";
export const shell = (service: string): string => `Open a shell in development, in ${service} or the service named`;
export const asked = (job: string): string => `Run the job ${job}`;
export const up = (environment: string): string =>
  `Build and start ${environment}; a new version interrupts the old one`;
export const down = (environment: string): string => `Stop ${environment}; data stays`;
export const deploy = (environment: string): string =>
  `Bring ${environment} to the images of a tag, or those built last, while it serves`;
export const rollback = (environment: string): string => `Bring back the images that ${environment} ran before`;
export const release = (registry: string): string =>
  `Push the images for every platform to ${registry}, named after what git describes`;
export const dirty = "A release is what git has: commit first.";
export const backup = "Copy data, secrets and values of production into backups";
export const restore = (title: string): string => `${title} from backups, given --yes: what is there is lost`;
export const agree = "What is there is lost: say --yes.";
export const title = "The same as tasks";
export const intro =
  "What is typed most is a task of the project; what stands after its name goes on to the command. After `alias projen='npx projen'` and `source <(projen completion)`, bash completes their names.";
export const head = ["Task", "What it does"];
