# What a shell reads in place of the environment of a rehearsal where there is not one: `. "$(…)"` goes on after an
# error, and what follows it is meant for the emulator, so it must not find the user's own account.
unset $(env | sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' | grep -E '^(AWS|TF)_' | grep -vE '^TF_(CLI_CONFIG_FILE|PLUGIN_CACHE_DIR)$' || true)
# The proxy is the gateway of a rehearsal that has ended; one of the user's stays, for what has nothing to do with AWS.
if [ -n "${REHEARSAL:-}" ]; then unset HTTP_PROXY HTTPS_PROXY NO_PROXY; fi
unset REHEARSAL SITE SECURE_SITE
export AWS_CONFIG_FILE='/dev/null'
export AWS_SHARED_CREDENTIALS_FILE='/dev/null'
export AWS_EC2_METADATA_DISABLED='true'
export AWS_ACCESS_KEY_ID='none'
export AWS_SECRET_ACCESS_KEY='none'
# Nothing listens there.
export AWS_ENDPOINT_URL='http://127.0.0.1:9'
export AWS_MAX_ATTEMPTS='1'
echo 'This shell now reaches neither an emulator nor AWS: start a rehearsal and read its environment here, or go on in a new shell.' >&2
# For `&&` and `set -e`.
false
