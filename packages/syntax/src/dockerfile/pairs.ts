import { Unprintable } from "../unprintable";
import type { Pairs } from "./nodes";
import { printWord } from "./word";

/** Names with their values, one to a line. */
export const printPairs = (keyword: string, pairs: Pairs): string =>
  Object.entries(pairs)
    .map(([key, value]) => {
      if (key === "" || key.includes("=")) throw new Unprintable(`${keyword} name`, key, "a name without `=`");
      return `${printWord(`${keyword} name`, key)}=${printWord(keyword, value)}`;
    })
    .join(" \\\n    ");
