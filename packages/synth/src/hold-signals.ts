const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const handlers = Object.entries(signals).map(([signal, code]) => [signal, () => process.exit(code)] as const);
let holding = 0;

/** Ctrl-C waits until the tree is whole: a signal with a handler is delivered after the synchronous work. */
export function holdSignals(): () => void {
  if (holding++ === 0) for (const [signal, handler] of handlers) process.on(signal, handler);
  let held = true;
  return () => {
    if (held) setImmediate(letSignalsIn);
    held = false;
  };
}

function letSignalsIn(): void {
  if (--holding === 0) for (const [signal, handler] of handlers) process.off(signal, handler);
}
