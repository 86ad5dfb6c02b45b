/** Texts of the machine on which a plan was made, and what stands for each in a kept one. */
export type Replacements = readonly (readonly [text: string, other: string])[];

/** A plan as `terraform show -json` prints it, as far as it is cleaned. */
interface PrintedPlan {
  readonly planned_values?: State;
  readonly prior_state?: { readonly values?: State };
}

interface State {
  readonly root_module?: { readonly resources?: readonly { readonly values?: Values }[] };
}

type Values = Readonly<Record<string, unknown>>;

/** What AWS and Terraform make up by chance or by the time: a beginning that stays, and what does not. */
const madeUp = [
  // vpc-0a7016a035e088789, r-rtb-08e93cb69970c22e81080289494, a-vpce-9a6ac992c51aae2ec866875705
  /\b((?:[a-z]+-)+)([0-9a-f]{17}\d*)(?![0-9a-z])/g,
  // The names that Terraform makes of a prefix: -20261121124548231900000007
  /(-)(20\d{16}[0-9a-f]{8})\b/g,
  /()\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/g,
  // arn:aws:secretsmanager:eu-central-1:000000000000:secret:mail/login-008f09
  /(\bsecret:[^"\s|]+-)([0-9A-Za-z]{6})(?![0-9A-Za-z])/g,
  // AROABDCB757896664A65A
  /\b(A[A-Z]{3})([0-9A-F]{17})\b/g,
  // magicnight-fargate-7lpl37no.eu-central-1.elb.amazonaws.com
  /(-)([0-9a-z]{8})(?=\.[0-9a-z-]+\.elb\.amazonaws\.com)/g,
  // 7lpl37noumqgwuuo and qw9dpcb6shq76x02 in app/magicnight-fargate/7lpl37noumqgwuuo/qw9dpcb6shq76x02
  /(?<=(?:app|targetgroup)\/[0-9a-z-]+(?:\/[0-9a-z]{16})*)(\/)([0-9a-z]{16})(?![0-9a-z])/g,
  // Zones of Route 53: Z35SXDOTRQ7X7K
  /\b(Z)([0-9A-Z]{13,20})\b/g,
];

/**
 * Makes a plan the same at each making: what the machine, the time or chance gave it becomes fixed, and sets that are
 * sorted by such values are sorted anew. All else stays as it is.
 *
 * @param plan what `terraform show -json` printed, parsed.
 */
export function cleanPlan(plan: object, replacements: Replacements = []): object {
  const printed = JSON.stringify(plan);
  const replaced = [
    ...replacements,
    ...publicAddresses(printed),
    ...publicNetworks(printed),
  ].reduce((text, [part, other]) => text.replaceAll(part, other), printed);
  const { planned_values: planned, prior_state: prior } = JSON.parse(replaced) as PrintedPlan;
  const numbers = new Numbers();
  // Resources come in the order of their addresses; elsewhere the ids may come in any.
  for (const state of [prior?.values, planned]) {
    for (const { values } of state?.root_module?.resources ?? []) {
      for (const name of ['id', 'arn', 'name', 'unique_id'])
        numbers.fix(JSON.stringify(values?.[name] ?? ''));
    }
  }
  const fixed = numbers
    .fix(replaced)
    .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-01-01T00:00:00Z');
  return inOrder(JSON.parse(fixed)) as object;
}

/** The addresses of elastic IPs, also as parts of names: `52.182.129.241`, `ec2-52-182-129-241`. */
function publicAddresses(printed: string): Replacements {
  const addresses = new Set(
    [...printed.matchAll(/"public_ip":"([\d.]+)"/g)].map(([, ip]) => ip ?? ''),
  );
  return [...addresses].flatMap((address, index) => {
    const other = `203.0.113.${index + 1}`;
    const dashed = (ip: string) => ip.replaceAll('.', '-');
    return [[address, other] as const, [dashed(address), dashed(other)] as const];
  });
}

/** What the IPv6 addresses of a VPC begin with: of `2a05:d014:4581:9000::/56` all but the last two digits. */
function publicNetworks(printed: string): Replacements {
  const [, network] = /"ipv6_cidr_block":"([0-9a-f:]+)[0-9a-f]{2}::\/56"/.exec(printed) ?? [];
  return network === undefined ? [] : [[network, '2001:db8:1234:1a']];
}

/** Numbers in place of what is made up, in the order in which it is met. */
class Numbers {
  private readonly fixed = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  fix(text: string): string {
    return madeUp.reduce(
      (before, word) =>
        before.replace(word, (_whole, start: string, end: string) => start + this.of(start, end)),
      text,
    );
  }

  /** All zeros but for its number. */
  private of(start: string, end: string): string {
    const known = this.fixed.get(start + end);
    if (known !== undefined) return known;
    const number = (this.counts.get(start) ?? 0) + 1;
    this.counts.set(start, number);
    const digits = String(number);
    // The hash at the end of some has more digits or fewer.
    const id = end.replace(/^([0-9a-f]{17})\d+$/, '$1');
    const zeros = id.replace(/[0-9A-Za-z]/g, '0');
    const made = zeros.slice(0, -digits.length) + digits;
    this.fixed.set(start + end, made);
    return made;
  }
}

/** Sorts what came in the order of its made-up parts: lists of ids, and of blocks with ids. Resources stay in theirs. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    const texts = items.map((item) => JSON.stringify(item));
    const isSorted = items.length < 2 || !texts.every((text) => isMadeUp.test(text));
    if (isSorted || texts.some((text) => text.startsWith('{"address":'))) return items;
    return items.sort((one, other) => compare(JSON.stringify(one), JSON.stringify(other)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inOrder(part)]));
}

const isMadeUp = /0{5}\d{2,}/;

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
