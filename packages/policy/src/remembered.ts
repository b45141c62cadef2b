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

/** A function of an object that is asked once for each, and remembered for as long as there is the object. */
export function rememberedOf<K extends object, T>(ask: (of: K) => T): (of: K) => T {
  const answers = new WeakMap<K, { readonly answer: T }>();
  return (of) => {
    let known = answers.get(of);
    if (known === undefined) {
      known = { answer: ask(of) };
      answers.set(of, known);
    }
    return known.answer;
  };
}
