/** What of AWS a module is for, as registries call it. */
const moduleSystem = 'aws';

/** Where a version of the modules is published. */
export interface PublishContext {
  /** Address of GitLab's API: `CI_API_V4_URL`. */
  readonly api: string;

  /** Id of the project. */
  readonly project: string;

  /** The group that all groups above the project are in: `CI_PROJECT_ROOT_NAMESPACE`. */
  readonly namespace: string;
  readonly version: string;
}

/** Path of a module below the API's address. https://docs.gitlab.com/api/packages/terraform-modules/ */
export function modulePath({ project, version }: PublishContext, name: string): string {
  return `/projects/${project}/packages/terraform/modules/${name}/${moduleSystem}/${version}`;
}

/** The block by which an HCL user takes a module. */
export function moduleBlock(context: PublishContext, name: string): string {
  const { api, namespace, version } = context;
  // Terraform takes no dot there; GitLab serves the module by the project, too, and then the address has the version.
  const lines = namespace.includes('.')
    ? [`  source = "${api}${modulePath(context, name)}"`]
    : [
        `  source  = "${new URL(api).host}/${namespace}/${name}/${moduleSystem}"`,
        `  version = "${version}"`,
      ];
  return [`module "${name}" {`, ...lines, '}'].join('\n');
}

/** Name of a module in messages of GitLab. */
export function packageName(name: string): string {
  return `${name}/${moduleSystem}`;
}
