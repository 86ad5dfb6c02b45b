/**
 * Whether an IAM pattern with `*` and `?` matches everything that another pattern matches. It does not use a regular
 * expression, because a pattern of a plan could make its evaluation take exponential time.
 */
export function matchesIamWildcard(pattern: string, text: string): boolean {
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (in_ < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      mark = in_;
    } else if (
      at < pattern.length &&
      text[in_] !== '*' &&
      (pattern[at] === '?' || pattern[at] === text[in_])
    ) {
      at++;
      in_++;
    } else if (star >= 0) {
      at = star + 1;
      in_ = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
