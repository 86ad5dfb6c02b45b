// The first process of a container ignores a signal for which it has no handler. Loading the server takes a while. Until it
// has its own handlers, there is nothing to drain.
const end = () => process.exit(0);
process.once('SIGTERM', end).once('SIGINT', end);

const { serve } = await import('./serve.js');
await serve();
process.off('SIGTERM', end).off('SIGINT', end);
