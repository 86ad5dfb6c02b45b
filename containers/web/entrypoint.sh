#!/bin/sh
# Chooses the pages that this container serves, then runs nginx.
set -eu

fail() {
  echo "web: $1" >&2
  exit 1
}

[ -w /tmp ] || fail 'cannot write to /tmp; with a read-only root, mount a tmpfs there'

[ ! -e /srv/www ] || [ -d /srv/www ] || fail '/srv/www must be a folder; mount the one that holds the page'

if [ -d /srv/www ]; then
  [ -r /srv/www ] && [ -x /srv/www ] || fail "cannot read the folder mounted at /srv/www as user $(id -u); chmod -R a+rX it"
  if [ ! -e /srv/www/index.html ]; then
    echo 'web: the folder mounted at /srv/www has no index.html: / will not be found' >&2
  elif [ ! -r /srv/www/index.html ]; then
    fail "cannot read /srv/www/index.html as user $(id -u); chmod a+r it"
  fi
  pages=/srv/www
elif [ -n "${INDEX_HTML:-}" ]; then
  pages=/tmp/index-html
  mkdir -p "$pages"
  printf %s "$INDEX_HTML" >"$pages/index.html"
  # nginx makes the ETag from time and size. With a time that depends on the content, tasks with the same page have the same
  # ETag, and another page of the same size has a different one.
  checksum=$(cksum <"$pages/index.html")
  touch -d "@$((${checksum%% *} % 1000000000))" "$pages/index.html"
else
  pages=/usr/share/web
fi

ln -sfn "$pages" /tmp/pages
exec nginx -g 'daemon off;'
