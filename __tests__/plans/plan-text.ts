const widest = 400;

/** A plan as a file whose changes can be read: what fits into a line is in one. */
export function planText(plan: object): string {
  return `${laidOut(plan, '')}\n`;
}

function laidOut(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || line.length <= widest) return line;
  const inner = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((item) => laidOut(item, inner))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${laidOut(part, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}
