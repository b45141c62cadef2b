export const endless = "It goes on until Ctrl-C.";
export const attached = "It goes on until Ctrl-C, which stops the containers as well.";
export const prints = (text: string): string => `It prints \`${text}\`.`;
