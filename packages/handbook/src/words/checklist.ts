export const title = "Production checklist";
export const intro =
  "Each item has the command that proves it. Go through all of them before the first visitor, and after every larger change.";
export const items = {
  complete: "Every value and every secret is there.",
  completeSays: "Nothing is missing.",
  private: "git has neither secrets nor `.env`. It prints nothing.",
  folder: (folder: string): string => `Nobody but their owner can enter \`${folder}\`.`,
  works: "Every service works.",
  answers: "The site answers.",
  published: (addresses: string): string =>
    `Docker opens ${addresses}, and nothing else. A firewall such as ufw does not hold these ports back: Docker lets requests in before it is asked.`,
  clock: "The clock is right: certificates and sessions go by it.",
  age: "Every image was built within the last month: a new build brings the fixes of what it is made from.",
  scheduled: "Timers are there for all scheduled commands; each shows when it runs next.",
  publishedNone: "Docker opens no port.",
  redirects: "Whoever asks over HTTP is sent to HTTPS.",
  cookies: (service: string, secure: boolean): string =>
    secure
      ? `Cookies of \`${service}\` are for HTTPS alone.`
      : `Cookies of \`${service}\` go over HTTP: as declared, nobody ends TLS.`,
  user: (service: string): string => `\`${service}\` does not run as root.`,
  readOnly: "No container can change its own programs.",
  limits: "Every container has a limit of memory; none is near it.",
  logs: "Logs cannot fill the disk: the driver rotates them.",
  restarts: "Containers start again after a failure and after a start of the machine, unless somebody stopped them.",
  restored: (title: string): string =>
    `A backup has been made and restored once; the part on backups says what these commands do, under “${title}”.`,
};
