export const endless = "It goes on until Ctrl-C.";
export const prints = (text: string): string => `It prints \`${text}\`.`;
