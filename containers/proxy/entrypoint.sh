#!/bin/sh
# Makes nginx's configuration from the environment, then becomes nginx.
set -eu

[ -w /tmp ] || {
  echo 'proxy: cannot write to /tmp; with a read-only root, mount a tmpfs there' >&2
  exit 1
}
mkdir -p /tmp/nginx

# The resolver of the container's network; without one only targets given by address can be reached.
awk '$1 == "nameserver" { print "resolver " ($2 ~ /:/ ? "[" $2 "]" : $2) " valid=5s;"; exit }' \
  /etc/resolv.conf >/tmp/nginx/resolver.conf

LISTEN='  listen 8080DEFAULT;' awk -f /usr/local/share/proxy/routes.awk >/tmp/nginx/servers.conf

exec nginx -g 'daemon off;'
