/** The provider ("target system") in the address of the modules. */
const moduleSystem = 'aws';

/** The registry and the version of published modules. */
export interface PublishContext {
  /** Address of GitLab's API: `CI_API_V4_URL`. */
  readonly api: string;

  /** ID of the project. */
  readonly project: string;

  /** Top-level group of the project: `CI_PROJECT_ROOT_NAMESPACE`. */
  readonly namespace: string;
  readonly version: string;
}

/** Path of a module below the API's address. https://docs.gitlab.com/api/packages/terraform-modules/ */
export function modulePath({ project, version }: PublishContext, name: string): string {
  return `/projects/${project}/packages/terraform/modules/${name}/${moduleSystem}/${version}`;
}

/** The module block for HCL users. */
export function moduleBlock(context: PublishContext, name: string): string {
  const { api, namespace, version } = context;
  // Terraform does not allow a dot in the namespace. GitLab also serves the module by project and version.
  const lines = namespace.includes('.')
    ? [`  source = "${api}${modulePath(context, name)}"`]
    : [
        `  source  = "${new URL(api).host}/${namespace}/${name}/${moduleSystem}"`,
        `  version = "${version}"`,
      ];
  return [`module "${name}" {`, ...lines, '}'].join('\n');
}

/** Name of a module in GitLab's messages. */
export function packageName(name: string): string {
  return `${name}/${moduleSystem}`;
}
