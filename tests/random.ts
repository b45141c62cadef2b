import fc from "fast-check";

/** Random values are the same in every run: what fails on one machine fails on all. `SEED=7 npx jest …` tries others. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
