/** Names of environment variables that indicate a secret. */
const secretVariablePattern =
  /pass(wd|phrase|code)?$|password|secret|token|credential|api[_.-]?key|(^|[_.-])(key|pwd|pat|dsn)$|connection[_.-]?string/i;

/** Suffixes of variables that refer to a secret without containing it. */
const harmless = /[_.-](arn|file|path|ttl|seconds|minutes)$/i;

/** Whether the name of an environment variable indicates a secret: `DB_PASSWORD`, but not `DB_PASSWORD_FILE`. */
export function isSecretName(name: string): boolean {
  return secretVariablePattern.test(name) && !harmless.test(name);
}

/** Whether a text can contain such a name: a fast check that excludes most texts. */
export function mayContainSecretName(text: string): boolean {
  return /pass|secret|token|credential|key|pwd|pat|dsn|connection[_.-]?string/i.test(text);
}

/** Whether a value has the form of a credential: an access key, a token of GitHub, GitLab or npm, a private key, or a URL with a password. */
export function isSecretValue(value: string): boolean {
  return /^(AKIA|ASIA)[A-Z0-9]{16}$|^(gh[opsu]|github_pat|glpat|npm|xox[abps])[_-]\w{10}|^eyJ[\w-]+\.eyJ|-----BEGIN [A-Z ]*PRIVATE KEY|^[a-z][a-z0-9+.-]*:\/\/[^/@\s:]+:[^/@\s]+@/.test(
    value,
  );
}
