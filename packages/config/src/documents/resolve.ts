import type { PlacedFault } from '../fault.ts';
import { eventLoggerSection } from '../options/event-logger.ts';
import { readOptions } from '../options/interaction-server.ts';
import { mediaTypeOptions, thirdPartyServerOptions } from '../options/object-options.ts';
import { type OptionSection, type RawSection, readSection, type SectionOptions } from '../options/option-table.ts';
import type { QueueConfig } from './queues.ts';
import { columnOf } from './property-names.ts';
import type { ShapedDocument, TenantDocument } from './tenant-document.ts';
import type { ViewConfig } from './views.ts';

/** A document with its options read, and what was found in them. */
export interface ResolvedDocument {
  readonly document: TenantDocument;
  readonly warnings: readonly PlacedFault[];
  readonly faults: readonly PlacedFault[];
}

/** Reads the options of all objects and gives every queue its views. */
export function resolveDocument(shaped: ShapedDocument, appName: string): ResolvedDocument {
  const warnings: PlacedFault[] = [];
  const faults: PlacedFault[] = [];

  function read<const S extends OptionSection>(
    section: S,
    raw: RawSection,
    path: readonly PropertyKey[],
  ): SectionOptions<S> {
    const result = readSection(section, raw, path);
    warnings.push(...result.warnings);
    faults.push(...result.faults);
    return result.options;
  }

  const mediaTypes = shaped.mediaTypes.map(({ name, options }, at) => ({
    name,
    options: read(mediaTypeOptions, options, ['mediaTypes', at, 'options']),
  }));
  const thirdPartyServers = shaped.thirdPartyServers.map(({ name, host, port, options }, at) => ({
    name,
    host,
    port,
    options: read(thirdPartyServerOptions, options, ['thirdPartyServers', at, 'options']),
  }));
  for (const [at, queue] of shaped.queues.entries()) read({}, queue.options, ['queues', at, 'options']);
  for (const [name, application] of Object.entries(shaped.applications)) {
    const path = ['applications', name];
    if (name === appName) {
      const result = readOptions(application, path);
      warnings.push(...result.warnings);
      faults.push(...result.faults);
    }
    const logger = application['event-logger'];
    if (logger !== undefined && name !== appName) read(eventLoggerSection, logger, [...path, 'event-logger']);
  }

  const queues = shaped.queues.map((queue): QueueConfig => ({
    name: queue.name,
    description: queue.description,
    views: queue.views.length > 0 ? queue.views.map((view) => resolvedView(view, shaped)) : [defaultView(queue.name)],
  }));
  const workbins = shaped.workbins.map((workbin) => ({
    ...workbin,
    views: workbin.views.map((view) => resolvedView(view, shaped)),
  }));
  return { document: { ...shaped, mediaTypes, thirdPartyServers, queues, workbins }, warnings, faults };
}

/** The view of a queue that has none configured: everything, oldest first. */
function defaultView(queue: string): ViewConfig {
  return { name: queue, condition: undefined, order: undefined, segmentation: undefined, schedule: undefined };
}

function resolvedView(view: ViewConfig, shaped: ShapedDocument): ViewConfig {
  const { segmentation } = view;
  return segmentation === undefined ? view : { ...view, segmentation: columnOf(segmentation, shaped) };
}
