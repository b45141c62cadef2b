/** A command written as one text, split as Compose does: quotes and backslashes as a shell has them, nothing replaced. */
export function split(text: string): string[] {
  const words: string[] = [];
  let word = "";
  let begun = false;
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === "\\" && quote !== "'") {
      at += 1;
      if (text[at] !== "\n") word += text[at] ?? "";
      begun = true;
    } else if (char === quote) quote = "";
    else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      begun = true;
    } else if (quote === "" && /\s/.test(char)) {
      if (begun) words.push(word);
      word = "";
      begun = false;
    } else {
      word += char;
      begun = true;
    }
  }
  return begun ? [...words, word] : words;
}
