/**
 * Whether a pattern of IAM, with `*` and `?`, takes all that another one takes. Without a regular expression: patterns of
 * plans can be such that one takes for ever.
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
