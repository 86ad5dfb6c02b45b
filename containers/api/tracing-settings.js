/**
 * @typedef {XrayTracing | OtlpTracing} Tracing
 *
 * @typedef {object} XrayTracing
 * @property {DaemonAddress} daemon
 * @property {string} serviceName name of this service in X-Ray; default `magicnight`.
 *
 * @typedef {object} DaemonAddress where the X-Ray daemon receives segments.
 * @property {string} host name or IPv4 address.
 * @property {number} port UDP port.
 *
 * @typedef {object} OtlpTracing
 * @property {Collector} collector
 * @property {string} serviceName name of this service in traces; default `magicnight`.
 * @property {number} sampledShare the share of requests that are sent if the header has no decision; default 1.
 *
 * @typedef {object} Collector where an OpenTelemetry collector receives spans by HTTP.
 * @property {string} host name or IPv4 address.
 * @property {number} port TCP port.
 * @property {string} path
 */

/**
 * Reads the same variables as the SDKs of OpenTelemetry and of X-Ray.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Tracing | undefined}
 * @throws {Error} with the variable, its value and the allowed values.
 */
export function readTracing(env) {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const daemon = env.AWS_XRAY_DAEMON_ADDRESS;
  if (endpoint && daemon) {
    throw new Error(
      `OTEL_EXPORTER_OTLP_ENDPOINT and AWS_XRAY_DAEMON_ADDRESS both set where traces go, got "${endpoint}" and "${daemon}"`,
    );
  }
  if (endpoint) return otlp(endpoint, env);
  return daemon ? xray(daemon, env) : undefined;
}

/**
 * @param {string} text
 * @param {NodeJS.ProcessEnv} env
 * @returns {XrayTracing}
 */
function xray(text, env) {
  // The SDK also accepts both protocols, in any order.
  const udp = text.replace(/^tcp:\S+ udp:|^udp:(\S+) tcp:\S+$/, '$1');
  const [, host, port] = /^([\w.-]+):(\d{1,5})$/.exec(udp) ?? [];
  if (!host || Number(port) < 1 || Number(port) > 65535) {
    throw new Error(
      `AWS_XRAY_DAEMON_ADDRESS must be "host:port" or "tcp:host:port udp:host:port", got "${text}"`,
    );
  }
  const daemon = { host, port: Number(port) };
  return { daemon, serviceName: env.AWS_XRAY_TRACING_NAME || 'magicnight' };
}

/**
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 *
 * @param {string} endpoint
 * @param {NodeJS.ProcessEnv} env
 * @returns {OtlpTracing}
 */
function otlp(endpoint, env) {
  const { protocol, hostname, port, pathname } = URL.canParse(endpoint)
    ? new URL(endpoint)
    : { protocol: '', hostname: '', port: '', pathname: '' };
  if (protocol !== 'http:' || !/^[\w.-]+$/.test(hostname)) {
    throw new Error(`OTEL_EXPORTER_OTLP_ENDPOINT must be "http://host:port", got "${endpoint}"`);
  }
  // Spans are sent as JSON. Collectors accept it where they accept protobuf.
  const format = env.OTEL_EXPORTER_OTLP_PROTOCOL || 'http/protobuf';
  if (!['http/protobuf', 'http/json'].includes(format)) {
    throw new Error(
      `OTEL_EXPORTER_OTLP_PROTOCOL must be "http/protobuf" or "http/json", got "${format}"`,
    );
  }
  const path = `${pathname.replace(/\/$/, '')}/v1/traces`;
  return {
    collector: { host: hostname, port: Number(port || 80), path },
    serviceName: env.OTEL_SERVICE_NAME || 'magicnight',
    sampledShare: sampledShare(env),
  };
}

/** @param {NodeJS.ProcessEnv} env */
function sampledShare(env) {
  const sampler = env.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  if (sampler === 'parentbased_always_on') return 1;
  if (sampler === 'parentbased_always_off') return 0;
  if (sampler !== 'parentbased_traceidratio') {
    throw new Error(
      `OTEL_TRACES_SAMPLER must be "parentbased_always_on", "parentbased_always_off" or "parentbased_traceidratio", got "${sampler}"`,
    );
  }
  const text = env.OTEL_TRACES_SAMPLER_ARG || '1';
  const share = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || share > 1) {
    throw new Error(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, got "${text}"`);
  }
  return share;
}
