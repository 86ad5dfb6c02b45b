import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { ResolvedService } from '../options/service/resolve-services';
import { formatRoute } from '../options/service/routes';
import { conditional } from '../terraform/condition';
import { type HttpsSettings, originOf } from './hostnames';

/** Where each route is served, by how a person would write the route. */
export function urlsOf(
  services: readonly ResolvedService[],
  https: HttpsSettings,
  lb: Lb,
): Record<string, string> {
  const url = originOf(https, lb);
  const scheme = conditional(https.isOn, 'https', 'http');
  return Object.fromEntries(
    services.flatMap(({ routes }) =>
      routes.map((route) => {
        const { host, prefix, stripPrefix } = route;
        const origin = host === undefined ? url : `${scheme}://${host}`;
        return [formatRoute(route), origin + (stripPrefix ? `${prefix}/` : prefix || '/')];
      }),
    ),
  );
}
