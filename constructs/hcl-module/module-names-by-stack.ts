/** What stacks that are modules are called in `modules`, and in a registry. */
const moduleNames: Readonly<Record<string, string>> = {
  module: 'magicnight',
  'module-existing-vpc': 'magicnight-existing-vpc',
};

/** The name of a module by its stack; `undefined` for a stack that is applied as it is. */
export function moduleNameOf(stack: string): string | undefined {
  return Object.hasOwn(moduleNames, stack) ? moduleNames[stack] : undefined;
}
