#!/bin/sh
# Writes nginx's configuration from the environment, then runs nginx.
set -eu
certificate=

fail() {
  echo "proxy: $1" >&2
  exit 1
}

[ -w /tmp ] || fail 'cannot write to /tmp; with a read-only root, mount a tmpfs there'
mkdir -p /tmp/nginx

# The name server of the container's network. Without one, only targets with an IP address can be reached.
NAMESERVER=$(awk '$1 == "nameserver" && $2 !~ /%/ { print ($2 ~ /:/ ? "[" $2 "]" : $2); exit }' /etc/resolv.conf)
export NAMESERVER

# Also listen on IPv6 if this container has it.
six=
[ ! -s /proc/net/if_inet6 ] || six=yes
case ${TLS:-on} in
  off) LISTEN="  listen 8080DEFAULT;${six:+
  listen [::]:8080DEFAULT;}" ;;
  on)
    LISTEN="  listen 8443 sslDEFAULT;${six:+
  listen [::]:8443 sslDEFAULT;}
  http2 on;
  include /etc/nginx/tls.conf;"
    ;;
  *) fail "TLS must be on or off, got \"$TLS\"" ;;
esac
export LISTEN
awk -f /usr/local/share/proxy/routes.awk </dev/null >/tmp/nginx/servers.conf

if [ "${TLS:-on}" = on ]; then
  certificate.sh
  certificate="the certificate of ${TLS_CERT_FILE:-TLS_CERT}"
  case ${PUBLIC_PORT:=8443} in
    443) port= ;;
    0* | *[!0-9]* | ??????*) port=wrong ;;
    *) port=:$PUBLIC_PORT ;;
  esac
  [ "$port" != wrong ] && [ "$PUBLIC_PORT" -ge 1 ] && [ "$PUBLIC_PORT" -le 65535 ] ||
    fail "PUBLIC_PORT must be a whole number from 1 to 65535, got \"$PUBLIC_PORT\""
  cat >>/tmp/nginx/servers.conf <<SERVER
server {
  listen 8080 default_server;
  ${six:+listen [::]:8080 default_server;}
  include /etc/nginx/server.conf;
  if (\$http_host = "") {
    return 400;
  }
  location / {
    return 308 https://\$host$port\$request_uri;
  }
}
SERVER
fi

# Errors that only nginx finds, for example a weak certificate.
problem=$(nginx -t -q 2>&1) || fail "nginx refuses its configuration${certificate:+ with $certificate}: $problem"
[ -z "$problem" ] || echo "$problem" >&2

# nginx and its workers do not need these variables, and a key must not be visible in a list of processes.
unset TLS_CERT TLS_KEY
exec nginx -g 'daemon off;'
