/** What every process of a test keeps of our environment: where programs are, and a clock that was moved (faketime). */
export function surroundings(): Record<string, string | undefined> {
  return Object.fromEntries(['PATH', 'LD_PRELOAD', 'FAKETIME'].map((name) => [name, process.env[name]]));
}
