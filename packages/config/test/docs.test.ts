import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedPages } from '../src/docs/pages.ts';
import { interactionServerSettings } from '../src/index.ts';

test.each([...generatedPages()])('docs/%s is what its generator writes', (name, text) => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8')).toBe(text);
});

test('every setting is on its page', () => {
  const page = generatedPages().get('settings.md') ?? '';
  const missing = Object.keys(interactionServerSettings.settings).filter((key) => !page.includes(`| \`${key}\` |`));
  expect(missing).toEqual([]);
});
