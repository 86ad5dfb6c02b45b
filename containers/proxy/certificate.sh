#!/bin/sh
# Puts the certificate and its key where nginx expects them: /tmp/tls/certificate.pem and /tmp/tls/key.pem. They are the
# files TLS_CERT_FILE and TLS_KEY_FILE, or the text of TLS_CERT and TLS_KEY, or a new self-signed pair.
set -eu

fail() {
  echo "proxy: $1" >&2
  exit 1
}

case ${REQUIRE_CERT:-0} in
  0 | 1) ;;
  *) fail "REQUIRE_CERT must be 1 or 0, got \"$REQUIRE_CERT\"" ;;
esac

umask 077
mkdir -p /tmp/tls
certificate=/tmp/tls/certificate.pem
key=/tmp/tls/key.pem
rm -f "$certificate" "$key"

if [ -n "${TLS_CERT_FILE:-}${TLS_KEY_FILE:-}" ]; then
  [ -z "${TLS_CERT:-}${TLS_KEY:-}" ] || fail 'give either TLS_CERT_FILE and TLS_KEY_FILE or TLS_CERT and TLS_KEY, not both'
  [ -n "${TLS_CERT_FILE:-}" ] || fail 'TLS_KEY_FILE is given without TLS_CERT_FILE; give both'
  [ -n "${TLS_KEY_FILE:-}" ] || fail 'TLS_CERT_FILE is given without TLS_KEY_FILE; give both'
  certificate_name="TLS_CERT_FILE \"$TLS_CERT_FILE\""
  key_name="TLS_KEY_FILE \"$TLS_KEY_FILE\""
  [ -r "$TLS_CERT_FILE" ] || fail "$certificate_name cannot be read by user $(id -u)"
  [ -r "$TLS_KEY_FILE" ] || fail "$key_name cannot be read by user $(id -u)"
  ln -s "$(realpath "$TLS_CERT_FILE")" "$certificate"
  ln -s "$(realpath "$TLS_KEY_FILE")" "$key"
elif [ -n "${TLS_CERT:-}${TLS_KEY:-}" ]; then
  [ -n "${TLS_CERT:-}" ] || fail 'TLS_KEY is given without TLS_CERT; give both'
  [ -n "${TLS_KEY:-}" ] || fail 'TLS_CERT is given without TLS_KEY; give both'
  certificate_name=TLS_CERT
  key_name=TLS_KEY
  printf '%s\n' "$TLS_CERT" >"$certificate"
  printf '%s\n' "$TLS_KEY" >"$key"
elif [ "${REQUIRE_CERT:-}" = 1 ]; then
  fail 'REQUIRE_CERT=1, but there is no certificate; give TLS_CERT_FILE and TLS_KEY_FILE, or TLS_CERT and TLS_KEY'
else
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 90 \
    -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1' \
    -addext 'extendedKeyUsage=serverAuth' -keyout "$key" -out "$certificate" 2>/dev/null
  echo 'proxy: created a self-signed certificate for localhost, 127.0.0.1 and ::1' >&2
  exit 0
fi

of_certificate=$(openssl x509 -inform PEM -in "$certificate" -noout -pubkey 2>/dev/null) || fail "$certificate_name is not a certificate in PEM form"
of_key=$(openssl pkey -in "$key" -passin pass: -pubout 2>/dev/null) || fail "$key_name is not a private key in PEM form without a password"
[ "$of_certificate" = "$of_key" ] || fail "$key_name is not the key of $certificate_name"
openssl x509 -in "$certificate" -noout -checkend 0 >/dev/null || echo "proxy: $certificate_name has expired" >&2
