import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resourceAddress } from '../terraform/resource-address';
import { serviceMetadata } from '../terraform/service-metadata';
import type { DescriptionIndex } from './description-index';
import type { SourceIndex, SourceLocation } from './source-index';

/** The source of a resource in the code. */
export interface ResourceSource extends Partial<SourceLocation> {
  /** Construct path, beginning with the stack: `fargate/magicnight/task`. */
  readonly path: string;

  /** The service that it belongs to. */
  readonly service?: string;
}

/**
 * The source of each resource and data source of a stack, by Terraform address.
 *
 * @param code the code that may create it.
 * @param description where its service or stack is described, for resources that other code creates.
 */
export function resourceSources(
  stack: TerraformStack,
  code: SourceIndex,
  description?: DescriptionIndex,
): Record<string, ResourceSource> {
  const ofStack = description?.field(/^registry/.test(stack.node.id) ? 'registry' : stack.node.id);
  const sources: [string, ResourceSource][] = [];
  const visit = (construct: IConstruct, enclosingClasses: readonly string[], service?: string) => {
    const { children, id, path } = construct.node;
    const ownService = serviceMetadata(construct) ?? service;
    const className = construct.constructor.name;
    const address = resourceAddress(construct);
    if (address !== undefined) {
      const location =
        code.locate({ className, id, enclosingClasses }) ??
        (ownService === undefined ? undefined : description?.service(ownService)) ??
        ofStack;
      sources.push([
        address,
        { path, ...location, ...(ownService === undefined ? {} : { service: ownService }) },
      ]);
    }
    const classes = children.length > 0 ? classesOf(construct) : [];
    for (const child of children) visit(child, classes, ownService);
  };
  visit(stack, []);
  return Object.fromEntries(sources.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of its class and of the classes that this one extends. */
function classesOf(construct: IConstruct): string[] {
  const names: string[] = [];
  for (let one = Object.getPrototypeOf(construct); one; one = Object.getPrototypeOf(one)) {
    names.push(one.constructor.name);
  }
  return names;
}
