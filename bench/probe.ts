// Loaded before a measured program (`--import`): reports what it has used to its parent, on request.

/** Microseconds and bytes. */
export type Usage = { readonly cpuUs: number; readonly rss: number; readonly maxRss: number };

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpuUs: user + system,
    rss: process.memoryUsage.rss(),
    maxRss: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.({ usage });
});
// Listening must not keep alive what would end by itself.
process.channel?.unref();
