import { parse } from 'node-html-parser';
import type { Review } from '../../../../../commands/review/model/report';
import { htmlReport } from '../../../../../commands/review/report/html-report';
import {
  bigReview,
  emptyReview,
  hostileReview,
  hostileTexts,
  richReview,
  sampleChange,
} from '../../../../support/sample-report';

const pages = new WeakMap<Review, string>();
const parsedPages = new Map<string, ReturnType<typeof parse>>();

/** The page of a review, made once. */
function pageOf(review: Review): string {
  const page = pages.get(review) ?? htmlReport(review);
  pages.set(review, page);
  return page;
}

/** The elements of a page. Tests only read them, so they are parsed once. */
function elementsOf(page: string) {
  const elements = parsedPages.get(page) ?? parse(page, { comment: true });
  parsedPages.set(page, elements);
  return elements;
}

const parsed = (review: Review) => elementsOf(pageOf(review));

/** Texts of the elements that a selector finds, with a space for what separates lines and cells. */
function texts(review: Review, selector: string): string[] {
  return elementsOf(pageOf(review).replaceAll(/<\/t[dh]>/g, '$& '))
    .querySelectorAll(selector)
    .map((element) => element.text.replace(/\s+/g, ' ').trim());
}

describe('a page of a plan that the policy blocks', () => {
  test('begins with what happens and what the policy says', () => {
    expect(texts(richReview, 'title, h1, .headline, .notice, .policy').slice(0, 5)).toEqual([
      'Plan of fargate: 2 to add, 1 to change, 2 to replace, 1 to destroy, 1 to import, 1 to move',
      'Plan of fargate',
      '2 to add, 1 to change, 2 to replace, 1 to destroy, 1 to import, 1 to move',
      'The plan is limited to aws_lb.balancer_4D2F0C8E: what else would change is not in it.',
      '✕ The policy blocks this plan: 1 risk not acknowledged, 1 unused acknowledgement',
    ]);
  });

  test('has its parts in the order in which they are read', () => {
    expect(texts(richReview, 'h2')).toEqual([
      'Risks',
      'Request path',
      'Cost estimate',
      'Changes',
      'Outputs',
      'Drift: changed outside of Terraform',
      'Fingerprint',
    ]);
  });

  test('says of each risk whether it blocks the plan, was acknowledged and why, or is for information', () => {
    expect(texts(richReview, '.risk')).toEqual([
      '✕ blocks The load balancer is replaced Its DNS name changes; requests fail until records that point to the old name are changed. traffic · replace · aws_lb.balancer_4D2F0C8E',
      '✓ acknowledged The service site-b is destroyed Requests to /b are answered with 404. Acknowledged because: site-b has moved to another account traffic · destroy · aws_ecs_service.site-b_service_11C0FFEE',
      'for information The service magicnight has fewer tasks It starts with 1 task instead of 2, and responds more slowly until scaling adds tasks. capacity · change · aws_ecs_service.magicnight_service_7A1C55F0',
    ]);
  });

  test('has acknowledgements that match nothing, but no risk twice', () => {
    expect(texts(richReview, '.problems li')).toEqual(richReview.problems.slice(1));
  });

  test('has the entries that would acknowledge a risk, with the file for them', () => {
    expect(parsed(richReview).querySelector('.copy')?.text).toBe(richReview.proposal);
    expect(texts(richReview, 'h3#acknowledge + p')).toEqual([
      'If all of these changes are intended, add these entries to acknowledgements/fargate.json, each with your reason. Click the text to select it.',
    ]);
  });

  test('links each risk to its change', () => {
    const page = parsed(richReview);
    const links = page.querySelectorAll('.risk a').map((link) => link.getAttribute('href') ?? '');
    expect(links.map((link) => page.querySelector(link)?.querySelector('h4')?.text)).toEqual([
      '± replace aws_lb.balancer_4D2F0C8E',
      '− destroy aws_ecs_service.site-b_service_11C0FFEE',
      '~ change aws_ecs_service.magicnight_service_7A1C55F0',
    ]);
  });

  test('has groups of changes with kind, address, construct, file, reasons, attributes and how many are left out', () => {
    expect(texts(richReview, '.group > summary')).toEqual([
      'Service magicnight ± 1 replace ~ 1 change ! risk',
      'Service site-a + 2 add',
      'Service site-b − 1 destroy ! risk',
      'load balancer ± 1 replace ↓ 1 import → 1 move ! risk',
      'Drifted resources 2',
    ]);
    expect(texts(richReview, '.change')[3]).toBe(
      '+ add aws_cloudwatch_log_group.site-a_logs_5BB1D42C construct fargate/site-a/logs · file constructs/ecs/task-definition.ts Attribute Value name /magicnight/site-a 1 further attribute not shown.',
    );
    expect(texts(richReview, '.change')[5]).toBe(
      '± replace aws_lb.balancer_4D2F0C8E construct fargate/balancer · file constructs/load-balancer/load-balancer.ts Why replace: internal cannot be changed in place. Attribute Before After internal ± forces replacement false true tags.Note empty string now inside',
    );
  });

  test('has the old address of what moves and the id of what is imported', () => {
    expect(texts(richReview, '.change').slice(6, 8)).toEqual([
      '↓ import aws_route53_zone.zone_8E7A imported by id Z0123456789ABCDEFGHIJ',
      '→ move aws_security_group.balancer_group_77 moves from aws_security_group.lb_group_12',
    ]);
  });

  test('has the estimate before, after and their difference, with the date of its prices', () => {
    expect(
      texts(richReview, '.sum, .cost caption, .cost tbody tr, .cost tfoot tr, .notes li'),
    ).toEqual([
      'Estimated at 52.30 to 79.46 USD per month before and 61.35 to 106.62 after: +9.05 to +27.16.',
      'USD per month, from minimum to maximum scaling; prices as of 2026-11-01, region eu-central-1',
      'magicnight: 1 to 4 tasks of 0.25 vCPU, 512 MiB 9.05 to 36.21 9.05 to 36.21 none',
      'site-a: 1 to 4 tasks of 0.25 vCPU, 512 MiB none 9.05 to 27.16 +9.05 to +27.16',
      'site-b: 1 task of 0.25 vCPU, 512 MiB 9.05 none −9.05',
      'load balancer 19.71 28.76 +9.05',
      'Total 52.30 to 79.46 61.35 to 106.62 +9.05 to +27.16',
      'Traffic, requests and logs are not included.',
      'AWS adds tax in some countries.',
    ]);
  });

  test('has drift in a section of its own, in the past tense', () => {
    expect(texts(richReview, '.drift > p, .drift h4')).toEqual([
      'These changes are not part of this plan. They were made since the last apply.',
      '~ changed aws_cloudwatch_log_group.magicnight_logs_5BB1D4',
      '− deleted aws_ssm_parameter.flag',
    ]);
  });

  test('has outputs, the fingerprint and the version of Terraform', () => {
    expect(texts(richReview, '[aria-labelledby=outputs] tbody tr')).toEqual([
      'url http://magicnight-1.elb.amazonaws.com (known after apply)',
      'token none (sensitive)',
    ]);
    expect(texts(richReview, 'footer p')).toEqual([
      `SHA-256 of all changes: ${richReview.fingerprint}`,
      'Planned by Terraform 1.11.4.',
    ]);
  });
});

test('a plan that does nothing says so, and has no empty parts', () => {
  expect(texts(emptyReview, 'title, .headline, .policy, h2, .sum')).toEqual([
    'Plan of fargate: No changes',
    'No changes',
    '✓ The policy allows this plan',
    'Risks',
    'Fingerprint',
  ]);
});

test('a plan that changes outputs alone does something', () => {
  const review = { ...emptyReview, outputs: [{ name: 'url', after: 'x' }] };
  expect(texts(review, '.headline')).toEqual(['No resource changes, only outputs']);
});

test('for a first apply the page says that no resource exists yet', () => {
  expect(
    texts({ ...emptyReview, isFirst: true }, '.first-apply, [aria-labelledby=risks] p'),
  ).toEqual(['No resource exists yet.', 'No risks found.']);
});

test('many risks for information are collapsed, after those that block', () => {
  const [blocking, , informational] = richReview.risks;
  if (blocking === undefined || informational === undefined) throw new Error('the sample has both');
  const risks = [blocking, ...Array.from({ length: 6 }, () => informational)];
  expect(texts({ ...richReview, risks }, 'details.folded:not([open]) > summary')).toEqual([
    '6 risks for information',
  ]);
  expect(texts({ ...richReview, risks }, 'section > .risks h3')).toEqual([
    '✕ blocks The load balancer is replaced',
  ]);
});

test('an unchanged estimate and an unknown region are named as such', () => {
  const { lines } = richReview.cost;
  const cost = { ...emptyReview.cost, lines, region: undefined };
  const [sum, caption] = texts({ ...emptyReview, cost }, '.sum, .cost caption');
  expect(sum).toBe('The estimate stays at 52.30 to 79.46 USD per month.');
  expect(caption).toMatch(/, region unknown$/);
});

test('where nothing has a price, only the notes are there', () => {
  const cost = { ...emptyReview.cost, notes: ['Prices of moon-1 are not known'] };
  expect(texts({ ...emptyReview, cost }, '[aria-labelledby=cost] > *')).toEqual([
    'Cost estimate',
    'Prices of moon-1 are not known.',
  ]);
});

test('without a file of acknowledgements the page says how to give one', () => {
  const review = { ...richReview, acknowledgements: undefined };
  expect(texts(review, 'h3#acknowledge + p')).toEqual([
    'If all of these changes are intended, add these entries to a file that you pass with --acknowledgements, each with your reason. Click the text to select it.',
  ]);
});

describe('a page with hostile values', () => {
  const page = htmlReport(hostileReview());
  const root = parse(page, { comment: true });

  test('has no element and no attribute that is not its own', () => {
    const names = new Set(root.querySelectorAll('*').map((element) => element.rawTagName));
    expect([...names].filter((name) => ['script', 'img', 'textarea'].includes(name))).toEqual([]);
    const attributes = new Set(
      root.querySelectorAll('*').flatMap((element) => Object.keys(element.rawAttributes)),
    );
    expect([...attributes].filter((name) => /^on|^style$|^src$/.test(name))).toEqual([]);
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).not.toContain('<!-- ');
  });

  test('shows a value as it is, line by line', () => {
    const problems = root.querySelectorAll('.problems li').map((item) => item.text);
    const [script, , , , , , unseen, ...long] = problems;
    expect(script).toBe('</style><script>window.harm = 1</script>');
    expect(long).toEqual(hostileTexts.slice(7));
    expect(unseen).toBe(
      'right to left ⟨U+202E⟩} = false⟨U+2066⟩ and nothing⟨U+0000⟩ more ⟨U+200B⟩⟨U+D800⟩',
    );
  });

  test('has a link to nothing but itself', () => {
    const links = root.querySelectorAll('a').map((link) => link.getAttribute('href') ?? '');
    expect(links.filter((link) => !/^#[a-z]+(-\d+)*$/.test(link))).toEqual([]);
  });

  test('lets a value of 4,000 lines scroll in its cell', () => {
    expect(root.querySelectorAll('td .long').some(({ text }) => text.endsWith('line 3999'))).toBe(
      true,
    );
  });
});

test.each([
  ['rich', richReview],
  ['big', bigReview()],
] as const)('the %s page refers to nothing outside of itself', (_, review) => {
  const page = htmlReport(review);
  const addresses = [...page.matchAll(/\b(?:href|src|action|url)\s*[=(]\s*"?([^")\s>]*)/g)];
  expect(
    addresses.map(([, address]) => address).filter((address) => !address?.startsWith('#')),
  ).toEqual([]);
  expect(page).not.toMatch(/@import|@font-face|<script|<link|<iframe/);
  expect(page).toMatch(
    /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[^&]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">/,
  );
});

describe('a page of 2,000 changes of 30 services', () => {
  const root = parse(htmlReport(bigReview()));

  test('has them all, in groups of which only the one with a replacement is open', () => {
    expect(root.querySelectorAll('article')).toHaveLength(2002);
    const open = root.querySelectorAll('main .group[open] h3').map(({ text }) => text);
    expect(open).toEqual(['Service department-7', 'Drifted resources']);
  });

  test('has contents that lead into each group', () => {
    const links = root.querySelectorAll('nav ol a').map((link) => link.getAttribute('href') ?? '');
    expect(links).toHaveLength(30);
    const ids = new Set(root.querySelectorAll('details [id]').map(({ id }) => `#${id}`));
    expect(links.filter((link) => !ids.has(link))).toEqual([]);
  });

  test('has no id twice', () => {
    const ids = root.querySelectorAll('[id]').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('a group with a risk is open, however many changes there are', () => {
  const review = bigReview();
  const address = review.groups[3]?.changes[0]?.address ?? '';
  const risks = richReview.risks.slice(0, 1).map((risk) => ({ ...risk, address }));
  expect(texts({ ...review, risks }, 'main .group[open] > summary').slice(0, 2)).toEqual([
    'Service department-3 + 67 add ! risk',
    'Service department-7 ± 1 replace ~ 66 change',
  ]);
});

test('a few changes are all open', () => {
  const groups = [{ title: 'all', changes: [sampleChange('create', 'aws_lb.main')] }];
  expect(texts({ ...emptyReview, groups }, '.group[open] h4')).toEqual(['+ add aws_lb.main']);
});
