import { TerraformCount, type TerraformDataSource, type TerraformResource, Token } from 'cdktf';
import { resourceAddress } from './resource-address';

/** A condition that is known now, or an expression that only Terraform can evaluate, such as `local.is_https`. */
export type Condition = boolean | Expression;

/** An expression of Terraform's configuration language. */
export interface Expression {
  /** Without `${}`: `local.is_https`. */
  readonly expression: string;
}

/** Argument of a resource whose existence Terraform decides. */
export interface CountArg {
  readonly count?: TerraformCount;
}

/**
 * Creates something if a condition holds. If only Terraform knows the condition, it is created with a count of 1 or 0.
 *
 * @returns `undefined` if the condition is known to be false.
 */
export function createIf<T>(condition: Condition, make: (countArg: CountArg) => T): T | undefined {
  if (condition === false) return undefined;
  if (condition === true) return make({});
  const count = Token.asNumber(`\${${condition.expression} ? 1 : 0}`);
  return make({ count: TerraformCount.of(count) });
}

/** Whether both conditions hold. */
export function and(one: Condition, other: Condition): Condition {
  if (one === false || other === false) return false;
  if (one === true) return other;
  if (other === true) return one;
  // Not "&&", which is unknown if only the second operand is unknown.
  return { expression: `(${one.expression} ? ${other.expression} : false)` };
}

/** One of two texts, or an expression that chooses between them. */
export function conditional(condition: Condition, yes: string, no: string): string {
  if (typeof condition === 'boolean') return condition ? yes : no;
  return `\${${condition.expression} ? ${quoteOperand(yes)} : ${quoteOperand(no)}}`;
}

/** A text inside an expression. A single reference needs no quotes, and can be null. */
function quoteOperand(text: string): string {
  const [, reference] = /^\$\{([^{}"]*)\}$/.exec(text) ?? [];
  return reference ?? JSON.stringify(text);
}

type CountableElement = TerraformResource | TerraformDataSource;

/** Reference to a resource, for resources that exist only if it does: `aws_lb.balancer`, or `aws_lb.balancer[0]`. */
export function instanceRef(element: CountableElement): string {
  return `${resourceAddress(element)}${element.count === undefined ? '' : '[0]'}`;
}

/** Attribute of a resource, for resources that always exist. It is null if the resource does not exist. */
export function attributeRef(element: CountableElement, attribute: string): string {
  const address = resourceAddress(element);
  return element.count === undefined
    ? `\${${address}.${attribute}}`
    : `\${one(${address}[*].${attribute})}`;
}
