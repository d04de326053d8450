import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeFrame, ERRORS, EventAck, MESSAGES, SYSTEM_PROPERTY_NAMES, Writer } from '../src/index.ts';
import { annotate } from '../src/docs/annotate.ts';
import { docstring } from '../src/docs/docstrings.ts';
import { protocolPage } from '../src/docs/protocol-page.ts';

const page = protocolPage();

describe('docs/protocol.md', () => {
  test('is what the catalogue says now (npm run docs writes it)', () => {
    const written = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
    expect(written === page, 'docs/protocol.md is stale: run npm run docs and commit what it writes').toBe(true);
  });

  test('has every message, error and property', () => {
    for (const { name } of MESSAGES) expect(page).toContain(`\n### ${name}\n`);
    for (const [name, { number }] of Object.entries(ERRORS)) expect(page).toContain(`| ${number} | ${name} |`);
    for (const name of SYSTEM_PROPERTY_NAMES) expect(page).toContain(`\n| ${name} |`);
  });

  test('has every attribute of every message, with a type and a meaning', () => {
    for (const { name, schema } of MESSAGES) {
      const section = page.split(`\n### ${name}\n`)[1]?.split('\n### ')[0] ?? '';
      for (const field of schema.fields)
        expect(section).toMatch(new RegExp(`\\| ${field.name} \\| [^|]\\S.* \\| .+ \\|`));
    }
  });

  test('has at least ten worked frames', () => {
    expect(page.match(/^00 00 .. ..\s+length: /gm)?.length).toBeGreaterThanOrEqual(10);
  });

  test('links only to headings that it has', () => {
    const headings = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
        (heading as string)
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((link) => !headings.has(link))).toEqual([]);
  });

  test('has nothing left to fill in', () => expect(page).not.toContain('{{'));
});

test('docstrings come as one paragraph', () => {
  expect(docstring(EventAck)).toMatch(
    /^The request was done\. What it made is in Extension: `InteractionId` .+ without room\.$/,
  );
});

test('frames are annotated byte by byte', () => {
  const writer = new Writer();
  encodeFrame(writer, EventAck, 258, 3, { Extension: { a: [1.5, null, true, new Uint8Array(2)], t: new Date(0) } });
  expect(
    annotate(writer.view())
      .split('\n')
      .map((line) => line.replace(/(?<=\S) {3,}/, ' → ')),
  ).toEqual([
    '00 00 00 32 → length: 50 bytes follow',
    '80 02 → message code: EventAck',
    '01 → protocol version 1',
    '00 → flags',
    '00 00 01 02 → ReferenceId 258',
    '00 00 00 03 → ProxyClientId 3',
    '81 → map of 1',
    '  a9 45 78 74 65 6e 73 69 6f 6e → "Extension"',
    '  82 → map of 2',
    '    a1 61 → "a"',
    '    94 → array of 4',
    '      cb 3f f8 00 00 00 00 00 00 → float 1.5',
    '      c0 → nil',
    '      c3 → true',
    '      c4 02 00 00 → bin of 2',
    '    a1 74 → "t"',
    '    d6 ff 00 00 00 00 → timestamp 1970-01-01T00:00:00.000Z',
  ]);
});
