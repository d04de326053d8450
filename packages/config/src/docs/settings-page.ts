import { flagOfSetting, type Setting, type SettingsSheet, variablesOf } from '../settings/define.ts';
import { interactionServerSettings } from '../settings/interaction-server.ts';
import { code, GENERATED, markdownTable } from './table.ts';

const INTRODUCTION = `${GENERATED}

# Settings of the programs

Settings say where a program finds its neighbours and how it is reached. What the program does is in the configuration
document ([options.md](options.md)).

A setting comes from, the later winning: its default, the settings file, the environment, the command line.

- \`--settings FILE\` (or the variable \`IXN_SETTINGS\`) names the settings file: JSON when the name ends in \`.json\`, else YAML.
  Groups may be nested (\`db: { host: … }\`) or written out (\`db.host: …\`). An unknown key is a fault.
- A variable or a key that is left empty counts as not set.
- Numbers and booleans may be text. A duration may carry a unit (\`500ms\`, \`10s\`, \`2m\`, \`24h\`), a size too (\`64KiB\`, \`1MiB\`).
- Secrets are not taken from the command line, where others can read them, and are never shown.
- \`--help\` lists all settings. \`--print-config\` prints the effective ones as a settings file, each with where it came from, secrets
  masked.
- Faults are reported all at once: key, value (masked when secret), where it came from, what was expected. The program ends
  with exit code 1 before it opens anything.
`;

/** The programs whose settings are on the page. */
const PROGRAMS: readonly SettingsSheet[] = [interactionServerSettings];

/** The page docs/settings.md. */
export function settingsPage(): string {
  return [INTRODUCTION, ...PROGRAMS.map(programSection)].join('\n');
}

function programSection(program: SettingsSheet): string {
  const rows = Object.entries(program.settings).map(([key, setting]) => [
    code(key),
    typeCell(setting),
    setting.required === true ? 'required' : code(String(setting.default ?? '')),
    setting.type.range,
    [...variablesOf(program, key), flagOfSetting(program, key) ?? ''].map(code).filter(Boolean).join(' '),
    setting.effect,
  ]);
  const table = markdownTable(['setting', 'type', 'default', 'range', 'variable and flag', 'effect'], rows);
  return `## ${code(program.program)}: ${program.summary}\n\n${table}\n`;
}

function typeCell(setting: Setting): string {
  const { kind, unit } = setting.type;
  const type = unit === '' ? kind : `${kind}, ${unit}`;
  return setting.secret === true ? `${type}, secret` : type;
}
