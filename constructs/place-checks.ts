import { Problems } from './problems';

/** Where a stack for AWS is, as it was written. */
interface Place {
  readonly region: unknown;
  readonly nat: unknown;
  readonly zones: unknown;
}

/** All that is wrong with region, NAT and zones of a stack: nothing checks their types when main.ts runs. */
export function placeProblems({ region, nat, zones }: Place): string[] {
  const problems = new Problems('fargate');
  if (typeof region !== 'string' || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    problems.add('region must be one of AWS', region, 'write for example "eu-central-1"');
  }
  if (!['none', 'single', 'per-az'].includes(String(nat))) {
    problems.add('nat must be "none", "single" or "per-az"', nat);
  }
  const letters: unknown[] = Array.isArray(zones) ? zones : [];
  const isLetters = letters.every((zone) => /^[a-f]$/.test(String(zone)));
  const isOrdered = letters.every(
    (zone, index) => index === 0 || String(zone) > String(letters[index - 1]),
  );
  if (letters.length < 2 || !isLetters || !isOrdered) {
    const instead = "write for example ['a', 'b']: a load balancer needs two";
    problems.add('zones must be different letters from "a" to "f", in their order', zones, instead);
  }
  return problems.all;
}
