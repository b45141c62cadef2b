/**
 * The pattern that matches this path alone, in Docker's matcher as in git's.
 *
 * A space at either end would be trimmed, so it stands in brackets; `^` is no glob character, yet Docker's matcher
 * forgets it as it builds its regular expression: https://github.com/moby/patternmatcher/blob/main/patternmatcher.go
 */
export const literal = (path: string): string => path.replace(/[\\*?[^]|^[#!]/g, "\\$&").replace(/^\s|\s$/g, "[$&]");
