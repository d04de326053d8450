import { workbinType } from '../groups.ts';
import { list } from '../kinds/containers.ts';
import { required } from '../kinds/schema.ts';
import { event } from '../message.ts';

/** Configured workbin types. */
export const EventWorkbinTypesInfo = event(
  0x8400,
  'EventWorkbinTypesInfo',
  { WorkbinTypes: required(list(workbinType), 'In the order of the configuration.') },
  { to: ['requester'] },
);
