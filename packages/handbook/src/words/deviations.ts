export const title = "What is done differently, and why";
export const head = ["Asked for", "Done", "Because"];
