import { readFileSync } from 'node:fs';
import { eventPages, messageIndex, permissions, requestPages, sharedMaps } from './messages.ts';
import { errorTable, example, propertyTable } from './tables.ts';

const SECTIONS: Readonly<Record<string, () => string>> = {
  permissions,
  index: messageIndex,
  requests: requestPages,
  events: eventPages,
  maps: sharedMaps,
  properties: propertyTable,
  errors: errorTable,
};

/** docs/protocol.md: the prose of protocol-page.md, with `{{section}}` and `{{example family/name}}` filled in. */
export function protocolPage(): string {
  const prose = readFileSync(new URL('protocol-page.md', import.meta.url), 'utf8');
  return prose.replaceAll(/^\{\{(.+)\}\}$/gm, (_, name: string) => {
    if (name.startsWith('example ')) return example(name.slice('example '.length));
    const section = SECTIONS[name];
    if (section === undefined) throw new Error(`protocol-page.md: no section ${name}`);
    return section();
  });
}
