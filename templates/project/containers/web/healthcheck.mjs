// Exits with 0 if the server in this container answers. The image has no curl.
const url = `http://127.0.0.1:${process.env.PORT ?? 8080}/healthz`;

const isHealthy = await fetch(url, { signal: AbortSignal.timeout(4000) }).then(
  (response) => response.ok,
  () => false,
);
process.exit(isHealthy ? 0 : 1);
