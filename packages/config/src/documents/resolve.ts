import type { PlacedFault } from '../fault.ts';
import { mediaTypeOptions, thirdPartyServerOptions } from '../options/object-options.ts';
import { type OptionSection, type RawSection, readSection, type SectionOptions } from '../options/option-table.ts';
import { columnOf } from './property-names.ts';
import type { QueueConfig } from './queues.ts';
import type { ShapedDocument, TenantDocument } from './tenant-document.ts';
import type { ViewConfig } from './views.ts';

/** A document with the options of its objects read, and warnings about options that are not known. */
export interface ResolvedDocument {
  readonly document: TenantDocument;
  readonly warnings: readonly PlacedFault[];
}

/** Reads the options of all objects and gives every queue its views. */
export function resolveDocument(shaped: ShapedDocument): ResolvedDocument {
  const warnings: PlacedFault[] = [];

  function read<const S extends OptionSection>(
    section: S,
    raw: RawSection,
    kind: string,
    at: number,
  ): SectionOptions<S> {
    const result = readSection(section, raw, [kind, at, 'options']);
    warnings.push(...result.warnings);
    return result.options;
  }

  const mediaTypes = shaped.mediaTypes.map(({ name, options }, at) => ({
    name,
    options: read(mediaTypeOptions, options, 'mediaTypes', at),
  }));
  const thirdPartyServers = shaped.thirdPartyServers.map(({ name, host, port, options }, at) => ({
    name,
    host,
    port,
    options: read(thirdPartyServerOptions, options, 'thirdPartyServers', at),
  }));
  const queues = shaped.queues.map((queue, at): QueueConfig => {
    read({}, queue.options, 'queues', at);
    const { name, description, views } = queue;
    if (views.length === 0) return { name, description, views: [defaultView(name)] };
    return { name, description, views: views.map((view) => resolvedView(view, shaped)) };
  });
  const workbins = shaped.workbins.map((workbin) => ({
    ...workbin,
    views: workbin.views.map((view) => resolvedView(view, shaped)),
  }));
  return { document: { ...shaped, mediaTypes, thirdPartyServers, queues, workbins }, warnings };
}

/** The view of a queue that has none configured: everything, oldest first. */
function defaultView(queue: string): ViewConfig {
  return { name: queue, condition: undefined, order: undefined, segmentation: undefined, schedule: undefined };
}

function resolvedView(view: ViewConfig, shaped: ShapedDocument): ViewConfig {
  const { segmentation } = view;
  return segmentation === undefined ? view : { ...view, segmentation: columnOf(segmentation, shaped) };
}
