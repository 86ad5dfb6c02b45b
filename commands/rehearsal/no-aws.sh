# A shell reads this file if no rehearsal or more than one is running. The shell continues after an error in `. "$(…)"`.
# The commands that follow are meant for the emulator, so they must not reach the user's own account.
unset $(env | sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' | grep -E '^(AWS|TF)_' | grep -vE '^TF_(CLI_CONFIG_FILE|PLUGIN_CACHE_DIR)$' || true)
# With REHEARSAL, the proxy is the gateway of an ended rehearsal. Otherwise it is the user's proxy, which is kept.
if [ -n "${REHEARSAL:-}" ]; then unset HTTP_PROXY HTTPS_PROXY NO_PROXY; fi
unset REHEARSAL SITE SECURE_SITE
export AWS_CONFIG_FILE='/dev/null'
export AWS_SHARED_CREDENTIALS_FILE='/dev/null'
export AWS_EC2_METADATA_DISABLED='true'
export AWS_ACCESS_KEY_ID='none'
export AWS_SECRET_ACCESS_KEY='none'
# Nothing listens on this port.
export AWS_ENDPOINT_URL='http://127.0.0.1:9'
export AWS_MAX_ATTEMPTS='1'
echo 'This shell can now reach neither an emulator nor AWS. Start a rehearsal and read its environment here, or continue in a new shell.' >&2
# The failure stops commands after `&&`, and scripts with `set -e`.
false
