/** The parts of a stack that expressions refer to. */
export interface TemplateScope {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A text, or an expression that Terraform evaluates. */
type Part = { readonly text: string } | { readonly expression: string };

/**
 * Evaluates string templates of a stack, as far as this is possible without an apply.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export class Templates {
  private readonly configuration: TemplateScope;
  private readonly variables: Readonly<Record<string, unknown>>;

  /** @param variables values of variables in a tfvars file, instead of their defaults. */
  constructor(configuration: TemplateScope, variables: Readonly<Record<string, unknown>> = {}) {
    this.configuration = configuration;
    this.variables = variables;
  }

  /** Whether a text can be the value of a template. An ARN that is known only after apply matches any ARN. */
  fits(text: string, template: string): boolean {
    const pattern = parts(template).map((part) =>
      'text' in part ? escapeRegExp(part.text) : this.patternOf(part.expression),
    );
    return new RegExp(`^(?:${pattern.join('')})$`, 's').test(text);
  }

  /** A template in which all expressions with known values are replaced. */
  filled(template: string): string {
    return parts(template)
      .map((part) =>
        'text' in part ? part.text : (this.known(part.expression) ?? `\${${part.expression}}`),
      )
      .join('');
  }

  /** The value of an expression, if the stack itself has it. */
  private known(expression: string): string | undefined {
    const { configuration, variables } = this;
    const [, variable] = /^var\.([\w-]+)$/.exec(expression) ?? [];
    if (variable !== undefined) {
      return literalText(variables[variable] ?? configuration.variable?.[variable]?.default);
    }
    const [, block, attribute = ''] = /^((?:data\.)?[\w-]+\.[\w-]+)\.(\w+)$/.exec(expression) ?? [];
    return block === undefined ? undefined : literalText(this.block(block)?.[attribute]);
  }

  private patternOf(expression: string): string {
    const known = this.known(expression);
    if (known !== undefined) return escapeRegExp(known);
    const [, block = '', attribute = ''] = /^(.*)\.(\w+)$/.exec(expression) ?? [];
    const name = escapeRegExp(literalText(this.block(block)?.name) ?? '');
    if (attribute === 'arn' && name !== '') {
      if (block.startsWith('aws_iam_role.'))
        return `arn:[\\w-]+:iam::\\d{12}:role/(?:\\S+/)?${name}`;
      if (block.startsWith('data.aws_secretsmanager_secret.')) {
        return `arn:[\\w-]+:secretsmanager:[\\w-]+:\\d{12}:secret:${name}-\\w{6}`;
      }
    }
    return kinds[attribute] ?? '.+';
  }

  private block(address: string): Readonly<Record<string, unknown>> | undefined {
    const [type = '', id = ''] = address.replace(/^data\./, '').split('.');
    const { data, resource } = this.configuration;
    return (address.startsWith('data.') ? data : resource)?.[type]?.[id];
  }
}

/** Patterns of attributes whose values are known only after apply. */
const kinds: Readonly<Record<string, string>> = {
  account_id: '\\d{12}',
  arn: 'arn:[\\w-]+:\\S+',
  name: '[^\\s:]+',
  repository_url: '[^\\s/]+(?:/[^\\s/:]+)+',
};

/** Splits a template into texts and expressions; `$${` and `%%{` are escapes. */
function parts(template: string): Part[] {
  const found: Part[] = [];
  let rest = template;
  while (rest !== '') {
    const [plain = ''] = /^(?:(?!\$\{|\$\$\{|%%\{).)*/s.exec(rest) ?? [];
    if (plain !== '') found.push({ text: plain });
    rest = rest.slice(plain.length);
    if (/^([$%])\1\{/.test(rest)) {
      found.push({ text: rest.slice(1, 3) });
      rest = rest.slice(3);
    } else if (rest !== '') {
      const end = closing(rest);
      found.push({ expression: rest.slice(2, end) });
      rest = rest.slice(end + 1);
    }
  }
  return found;
}

/** Index of the brace that closes the expression at the beginning of a text. */
function closing(text: string): number {
  let depth = 0;
  // Braces in strings are skipped.
  for (const { 0: sign, index } of text.matchAll(/"(?:\\.|[^"\\])*"|[{}]/g)) {
    if (sign === '{') depth++;
    if (sign === '}' && --depth === 0) return index;
  }
  return text.length;
}

function literalText(value: unknown): string | undefined {
  return typeof value === 'string' && !/[$%]\{/.test(value) ? value : undefined;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
