/** Why a file cannot be read, in words. */
export const unreadable = ({ code = "", message }: NodeJS.ErrnoException): string => reasons[code] ?? message;

const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user has no right to",
  EPERM: "this user has no right to",
  EISDIR: "it is a folder",
  ENOENT: "it is a symbolic link to nothing",
  ELOOP: "it is a loop of symbolic links",
};
