// Exits with 0 if the server in this container is alive: for Docker's HEALTHCHECK and ECS's healthCheck,
// in an image that has no curl.
const url = `http://127.0.0.1:${process.env.PORT || 8080}/healthz`;

fetch(url, { signal: AbortSignal.timeout(4000) }).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
);
