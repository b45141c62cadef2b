const most = 10_000;

/** A function of a text that is asked once for each: the same names stand in many files, and many rules ask. */
export function remembered<T>(ask: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    let answer = answers.get(text);
    if (answer === undefined) {
      answer = ask(text);
      if (answers.size < most) answers.set(text, answer);
    }
    return answer;
  };
}
