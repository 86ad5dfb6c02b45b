import { type IResolvable, TerraformVariable, Token } from 'cdktf';
import type { Construct } from 'constructs';

/** Properties of a variable of a module. */
export interface ModuleVariableProps {
  /** Terraform type: `list(string)`. */
  readonly type: string;
  readonly description: string;

  /**
   * Value if the caller sets none; `null` for no value.
   *
   * @default - the caller must set the variable
   */
  readonly default?: unknown;

  /** Conditions of valid values, each with the error message of a plan. */
  readonly rules?: readonly VariableRule[];
}

export interface VariableRule {
  /** Expression without braces: `var.min >= 1`. */
  readonly condition: string;

  /** Error message. It can contain expressions in braces. */
  readonly message: string;
}

/** Declares a variable of a module. Returns an expression for its value. */
export function moduleVariable(
  scope: Construct,
  name: string,
  { type, description, default: defaultValue, rules }: ModuleVariableProps,
): string {
  new TerraformVariable(scope, name, {
    type,
    description,
    default: defaultValue === null ? Token.nullValue() : defaultValue,
    // A caller that passes null gets the default, unless null is a valid value.
    nullable: defaultValue === null ? undefined : false,
    validation: rules?.map(({ condition, message }) => ({
      condition: `\${${condition}}`,
      errorMessage: message,
    })),
  });
  // Not a token: CDKTF omits the braces of variable tokens, even inside quotes.
  return `\${var.${name}}`;
}

/** Declares a variable that is a number. */
export function numberVariable(
  scope: Construct,
  name: string,
  variable: UntypedVariableProps,
): number {
  return Token.asNumber(moduleVariable(scope, name, { ...variable, type: 'number' }));
}

/** Declares a variable that is true or false. */
export function switchVariable(
  scope: Construct,
  name: string,
  variable: UntypedVariableProps,
): IResolvable {
  return Token.asAny(moduleVariable(scope, name, { ...variable, type: 'bool' }));
}

type UntypedVariableProps = Omit<ModuleVariableProps, 'type'>;

/** A text as a quoted string of an expression. */
export function hclString(text: string): string {
  return JSON.stringify(text);
}

/** Expression that is true if a variable is null or meets a condition. */
export function isNullOr(name: string, condition: string): string {
  return `var.${name} == null ? true : ${condition}`;
}
