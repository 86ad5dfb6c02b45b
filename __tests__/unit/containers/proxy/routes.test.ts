import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What routes.awk writes for routes, as the entrypoint of the image calls it. */
function generated(ROUTES: string, NAMESERVER = '127.0.0.11'): string {
  const env = { ...process.env, ROUTES, NAMESERVER, LISTEN: '  listen 8080DEFAULT;' };
  return execFileSync('awk', ['-f', 'containers/proxy/routes.awk'], {
    env,
    encoding: 'utf8',
    input: '',
  });
}

test('a route forwards by the upstream that follows names and keeps connections', () => {
  expect(generated('/=http://app:8080')).toBe(`init_worker_by_lua_block {
  require("services").start("127.0.0.11", {
    ["app:8080"] = { name = "app", port = 8080 },
  })
}
server {
  listen 8080 default_server;
  server_name _;
  include /etc/nginx/server.conf;
  location / {
    set $route "/";
    set $upstream "app:8080";
    include /etc/nginx/route.conf;
    proxy_redirect http://app:8080/ /;
    proxy_pass http://services;
  }
}
`);
});

test('a target with a path replaces the path of the route', () => {
  expect(generated('shop.local/b/=http://app/under/')).toContain(`  location /b/ {
    set $route "shop.local/b/";
    set $upstream "app:80";
    include /etc/nginx/route.conf;
    rewrite "(?s)^/b/(.*)\\z" "/under/$1" break;
    proxy_redirect http://app:80/under/ /b/;
    proxy_pass http://services$target_1;
  }
`);
});

test('each service is looked up once, and addresses are not', () => {
  const routes =
    '/a=http://app:8080 /b=http://app:8080 /c=http://app:81 /d=http://10.0.0.7 /e=http://[fd00::7]:80';
  const [, services] = /start\("127\.0\.0\.11", \{\n(.*?) {2}\}\)/s.exec(generated(routes)) ?? [];
  expect(services?.split('\n').map((line) => line.trim())).toEqual([
    '["app:8080"] = { name = "app", port = 8080 },',
    '["app:81"] = { name = "app", port = 81 },',
    '["10.0.0.7:80"] = { address = "10.0.0.7", port = 80 },',
    '["[fd00::7]:80"] = { address = "[fd00::7]", port = 80 },',
    '',
  ]);
});

test('a name in /etc/hosts has the address of this file', () => {
  expect(generated('/=http://localhost:8081')).toMatch(
    /\["localhost:8081"\] = \{ address = "127\.0\.0\.1", port = 8081 \}/,
  );
});

const map = (name: string) => {
  const config = readFileSync('containers/proxy/nginx.conf', 'utf8');
  const [, body = ''] =
    new RegExp(`map [^{]* \\$${name} \\{\n(.*?)\n  \\}`, 's').exec(config) ?? [];
  return body.split('\n').map((line) => line.trim());
};

test('only safe methods without a body use a kept connection', () => {
  expect(map('connection_header')).toEqual([
    'GET "";',
    'HEAD "";',
    'OPTIONS "";',
    '"~^websocket" upgrade;',
    'default close;',
  ]);
});

test.each(['proxy', 'web'])('%s writes at most 4 KiB of its log at once', (image) => {
  // PIPE_BUF of Linux: longer writes to a pipe can mix with those of the other worker.
  expect(readFileSync(`containers/${image}/nginx.conf`, 'utf8')).toContain(
    'access_log /dev/stdout json buffer=4k flush=50ms;',
  );
});
