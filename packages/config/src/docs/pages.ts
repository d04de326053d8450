import { optionsPage } from './options-page.ts';
import { settingsPage } from './settings-page.ts';

/** The pages of docs/ that this package writes: name and text. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['options.md', optionsPage()],
    ['settings.md', settingsPage()],
  ]);
}
