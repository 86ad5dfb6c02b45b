/** What a stack that is a module is called in `modules`, and in a registry; `undefined` for one that is applied as it is. */
export function moduleNameOf(stack: string): string | undefined {
  return /^module(-|$)/.test(stack) ? stack.replace(/^module/, 'magicnight') : undefined;
}
