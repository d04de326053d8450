import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTenantDocument, type TenantDocument } from '@ixn/config';
import type { LoadTarget } from '../load/made-up-interaction.ts';
import type { MailRoute } from '../media-server/mail-interaction.ts';
import type { RoutedSubmitter } from '../routing-engine/routing-engine.ts';

const LAB_TENANT = fileURLToPath(new URL('../../tenant.yaml', import.meta.url));

/** Makes the tenant document that a person may edit, unless it is there. */
export function ensureTenantFile(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(LAB_TENANT, file);
}

/** The document of a version that the configuration service serves. Throws when it is not valid. */
export function documentOf(objects: unknown): TenantDocument {
  const parsed = readTenantDocument(objects);
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${fault.path}: ${fault.reason}`).join('; '));
  return parsed.document;
}

/** What the lab's router serves: enabled submitters for routing engines, with the queue of their view. */
export function routedSubmitters(document: TenantDocument): RoutedSubmitter[] {
  return document.submitters
    .filter((submitter) => submitter.enabled && submitter.routerKind === 'routing-engine')
    .map(({ name, view, strategy }) => ({ name, view, strategy, queue: queueOfView(document, view) }));
}

function queueOfView(document: TenantDocument, view: string): string {
  for (const queue of document.queues) {
    if (queue.name === view || queue.views.some((one) => one.name === view)) return queue.name;
  }
  throw new Error(`no queue has the view ${view}`);
}

/** Queues that somebody routes, each with the media that its name speaks of, else the first. */
export function loadTargets(document: TenantDocument): LoadTarget[] {
  const queues = new Set(routedSubmitters(document).map((submitter) => submitter.queue));
  const media = document.mediaTypes.map((one) => one.name);
  return [...queues].map((queue) => ({
    queue,
    mediaType: media.find((name) => queue.includes(name)) ?? media[0] ?? 'email',
  }));
}

export function mediaNames(document: TenantDocument): string[] {
  return document.mediaTypes.map((one) => one.name);
}

/** Where mail for a recipient goes: `applications.lab-media-server.mailboxes`, else the first queue of the document. */
export function mailRoute(document: TenantDocument, recipient: string): MailRoute | undefined {
  const mailboxes = document.applications['lab-media-server']?.['mailboxes'];
  const queue = mailboxes === undefined ? document.queues[0]?.name : (mailboxes[recipient] ?? mailboxes['*']);
  return typeof queue === 'string' ? { tenantId: document.tenant.id, queue } : undefined;
}
