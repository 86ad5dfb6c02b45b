import type { ResolvedService } from '../options/service/resolved-service';
import { traceReceivers } from '../options/service/tracing';
import { collectorAddress, collectorDefinition } from './otel-collector';
import type { TaskContext } from './task-context';
import { xraySidecarDefinition, xrayVariables } from './xray-sidecar';

/** What receives the traces of a service in its own task; `undefined` without tracing, or if it runs once on each instance. */
export function tracingSidecar(
  { tracing }: Pick<ResolvedService, 'tracing'>,
  { xray, collectorImage }: Pick<TaskContext, 'xray' | 'collectorImage'>,
): { readonly name: string; readonly image: string } | undefined {
  if (tracing === 'opentelemetry') {
    return { name: traceReceivers.opentelemetry.name, image: collectorImage };
  }
  if (tracing === 'xray' && 'image' in xray) {
    return { name: traceReceivers.xray.name, image: xray.image };
  }
  return undefined;
}

/** Container definition of what receives the traces of a service in its own task. */
export function tracingSidecarDefinitions(
  service: ResolvedService,
  context: TaskContext,
): object[] {
  if (tracingSidecar(service, context) === undefined) return [];
  return [
    service.tracing === 'xray' ? xraySidecarDefinition(context) : collectorDefinition(context),
  ];
}

/** Environment variables of a service that say where it sends traces. */
export function tracingVariables(
  { name, tracing }: ResolvedService,
  context: TaskContext,
): Record<string, string> {
  if (tracing === undefined) return {};
  return tracing === 'xray'
    ? xrayVariables(name, context)
    : { OTEL_EXPORTER_OTLP_ENDPOINT: collectorAddress(context) };
}
