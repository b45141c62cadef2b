/** Text with expressions in it, turn by turn: `${{ a }}` `-` `${{ b }}`. */
export function expression(first: string, ...more: readonly string[]): string {
  const [text, second] = more;
  return `\${{ ${first} }}${text === undefined ? "" : `${text}\${{ ${second} }}`}`;
}

/** Whether what is built is published: not what somebody proposes, nor what stands on another branch. */
export const isPublished = (branch: string): string =>
  `github.event_name != 'pull_request' && (github.ref_type == 'tag' || github.ref_name == '${branch}')`;

/** A job that others may have been left out before, but none has failed. */
export const unlessFailed = "!cancelled() && !failure()";

/** A command with an argument on each further line. */
export const onLines = (first: string, rest: readonly string[]): string => [first, ...rest].join(" \\\n  ");
