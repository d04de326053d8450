import { eventLoggerSection } from '../options/event-logger.ts';
import { interactionServerOptions } from '../options/interaction-server.ts';
import { mediaTypeOptions, thirdPartyServerOptions } from '../options/object-options.ts';
import type { Option, OptionSection, OptionTable } from '../options/option-table.ts';
import { code, GENERATED, markdownTable } from './table.ts';

const INTRODUCTION = `${GENERATED}

# Application options of the Interaction Server

Options stand in the tenant's configuration document, in the application object that the setting \`conf-server.app-name\`
names (\`InteractionServer\`): section, then option, then value.

\`\`\`yaml
applications:
  InteractionServer:
    settings: { delivering-timeout: 30, handling-timeout: 3h }
    log: { verbose: standard, all: stdout }
\`\`\`

- A plain number counts in the option's unit. A duration may carry a unit of its own (\`500ms\`, \`10s\`, \`2m\`, \`24h\`, \`7d\`), a size
  too (\`64KiB\`, \`1MiB\`). Numbers and booleans may be written as text. An option that is left empty has its default.
- A value outside its range refuses the document as a whole, with path, value and what was expected; the last good
  version stays in force. An option that is not known is a warning with the nearest known name.
- *live*: a change counts as soon as the document is read. *restart*: it counts after the next start of the server, and the
  server says so in its log.
`;

/** The page docs/options.md. */
export function optionsPage(): string {
  const sections = Object.entries(interactionServerOptions as OptionTable).map(
    ([name, section]) => `## Section ${code(name)}\n\n${sectionTable(section)}\n`,
  );
  return [
    INTRODUCTION,
    ...sections,
    `## Event loggers: section ${code('event-logger')}`,
    '',
    `An application object with this section is an event logger, whatever its name.\n\n${sectionTable(eventLoggerSection)}\n`,
    '## Options of other objects',
    '',
    `Of a media type (\`mediaTypes[].options\`). User data of an interaction may hold the same keys; it comes first, then the
media type, then the server's option.\n\n${sectionTable(mediaTypeOptions)}\n`,
    `Of a third-party server (\`thirdPartyServers[].options\`).\n\n${sectionTable(thirdPartyServerOptions)}\n`,
  ].join('\n');
}

function sectionTable(section: OptionSection): string {
  const rows = Object.entries(section).map(([name, option]) => [
    code(name),
    typeCell(option),
    option.default === undefined ? '' : code(String(option.default)) || 'empty',
    option.type.range,
    option.applies,
    option.withoutEffect === true ? `Accepted without effect, with a warning: ${option.effect}` : option.effect,
  ]);
  return markdownTable(['option', 'type', 'default', 'range', 'applies', 'effect'], rows);
}

function typeCell(option: Option): string {
  return option.type.unit === '' ? option.type.kind : `${option.type.kind}, ${option.type.unit}`;
}
