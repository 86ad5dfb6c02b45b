import type { Review, Risk } from '../model/report';

/** The policy as a JUnit report for GitLab's merge requests: one test for each risk that must be acknowledged. */
export function junit(review: Review): string {
  const blocking = review.risks.filter(({ isBlocking }) => isBlocking);
  const unmatched = review.problems.slice(
    blocking.filter(({ acknowledged }) => acknowledged === undefined).length,
  );
  const tests = [
    ...blocking.map((risk) => testOf(risk)),
    ...unmatched.map((problem) => failed(problem, 'unused acknowledgements', problem)),
  ];
  const all = tests.length > 0 ? tests : [passed('no risk must be acknowledged', 'policy')];
  const failures = all.filter((test) => test.includes('<failure')).length;
  const name = escapeXml(`policy${review.stack === undefined ? '' : ` of stack ${review.stack}`}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${all.length}" failures="${failures}">`,
    `<testsuite name="${name}" tests="${all.length}" failures="${failures}" errors="0" skipped="0">`,
    ...all,
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testOf({ address, action, area, what, consequence, acknowledged }: Risk): string {
  const name = `${action} of ${address}: ${what}`;
  if (acknowledged !== undefined) return passed(name, area, `acknowledged: ${acknowledged}`);
  return failed(name, area, `${what}: ${consequence}`);
}

function passed(name: string, group: string, output = ''): string {
  const said = output && `<system-out>${escapeXml(output)}</system-out>`;
  return `<testcase classname="${escapeXml(group)}" name="${escapeXml(name)}">${said}</testcase>`;
}

function failed(name: string, group: string, message: string): string {
  const text = escapeXml(message);
  return `<testcase classname="${escapeXml(group)}" name="${escapeXml(name)}"><failure message="${text}">${text}</failure></testcase>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Escapes a text. Characters that XML 1.0 does not allow are replaced. */
function escapeXml(text: string): string {
  return (
    text
      // Unpaired surrogates.
      .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
      .replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD')
      .replace(/[&<>"\n]/g, (character) => entities[character] ?? character)
  );
}
