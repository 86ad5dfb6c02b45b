/** A container that is measured, and how it is started. */
export interface Competitor {
  readonly name: string;
  readonly image: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Command and arguments instead of the image's own. */
  readonly command?: readonly string[];
}

/** Containers that answer the same request, ours first. */
export interface Match {
  readonly url: string;
  readonly competitors: readonly [Competitor, ...Competitor[]];
}

/** Name under which the proxies find the service behind them. */
export const serviceName = 'service';

const folders = `
  client_body_temp_path /tmp/client-body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;`;

/** nginx with a few lines of configuration, in an image that has it. */
function nginx(name: string, image: string, http: string, before = ''): Competitor {
  const config = `
pid /tmp/nginx.pid;
error_log stderr warn;
worker_processes 2;
events {
  worker_connections 1024;
}
http {${folders}
${http}
}`;
  const start = `printf %s "$CONFIG" >/tmp/nginx.conf; ${before} exec nginx -c /tmp/nginx.conf -g "daemon off;"`;
  return { name, image, env: { CONFIG: config }, command: ['sh', '-c', start] };
}

const noLog = 'access_log off;';
const bufferedLog = 'access_log /dev/stdout combined buffer=32k flush=1s;';

const proxies = {
  image: 'magicnight-bench/proxy',
  bare: (name: string, log: string) =>
    nginx(
      name,
      proxies.image,
      `${log}
  upstream service {
    server ${serviceName}:8080;
    keepalive 64;
  }
  server {
    listen 8443 ssl;
    ssl_certificate /tmp/tls/certificate.pem;
    ssl_certificate_key /tmp/tls/key.pem;
    location / {
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass http://service;
    }
  }`,
      'certificate.sh;',
    ),
};

const pages = {
  image: 'magicnight-bench/web',
  bare: (name: string, log: string) =>
    nginx(
      name,
      pages.image,
      `${log}
  include /etc/nginx/mime.types;
  sendfile on;
  server {
    listen 8080;
    root /usr/share/web;
  }`,
    ),
};

/** The service behind the proxies. */
export const service: Competitor = nginx(
  'the service behind the proxies',
  proxies.image,
  `${noLog}
  keepalive_requests 1000000;
  server {
    listen 8080;
    return 200 "hello magic night!\\n";
  }`,
);

export const matches: readonly Match[] = [
  {
    url: 'https://127.0.0.1:8443/',
    competitors: [
      {
        name: 'containers/proxy',
        image: proxies.image,
        env: { ROUTES: `/=http://${serviceName}:8080` },
      },
      proxies.bare('bare nginx without a log', noLog),
      proxies.bare('bare nginx with a buffered log', bufferedLog),
    ],
  },
  {
    url: 'http://127.0.0.1:8080/magicnight',
    competitors: [
      { name: 'containers/api', image: 'magicnight-bench/api' },
      { name: 'bare Koa', image: 'magicnight-bench/koa' },
      { name: 'Koa with router and pino', image: 'magicnight-bench/koa', env: { LOG: 'on' } },
    ],
  },
  {
    url: 'http://127.0.0.1:8080/',
    competitors: [
      { name: 'containers/web', image: pages.image },
      pages.bare('bare nginx without a log', noLog),
      pages.bare('bare nginx with a buffered log', bufferedLog),
    ],
  },
];

/** The folders from which the images are built. */
export const imageFolders: Readonly<Record<string, string>> = {
  'magicnight-bench/proxy': 'containers/proxy',
  'magicnight-bench/api': 'containers/api',
  'magicnight-bench/web': 'containers/web',
  'magicnight-bench/koa': '__tests__/bench/containers/koa',
  'magicnight-bench/wrk': '__tests__/bench/containers/wrk',
};
