// The first process of a container ignores a signal for which it has no handler. Until the server has its own there is
// nothing to drain. Loading it takes a while, so it is loaded after this.
const end = () => process.exit(0);
process.once('SIGTERM', end).once('SIGINT', end);

const { serve } = await import('./serve.js');
await serve();
process.off('SIGTERM', end).off('SIGINT', end);
