/**
 * What every process of a test keeps of our environment: where programs are, the compiled code of earlier processes, and
 * a clock that was moved (faketime).
 */
export function surroundings(): Record<string, string | undefined> {
  const kept = ['PATH', 'NODE_COMPILE_CACHE', 'LD_PRELOAD', 'FAKETIME'];
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}
