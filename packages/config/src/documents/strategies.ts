import type { z } from 'zod';
import { oneOf } from '../values/choices.ts';
import { text } from '../values/texts.ts';
import { objectName } from './names.ts';
import { closed, optional, required } from './zod-values.ts';

const MAX_TEXT = 262_144;

/** A routing strategy. Its url or text is for routers; the server does not look into it. */
export const strategySchema = closed({
  name: required(objectName),
  kind: required(oneOf(['enhanced-routing', 'simple-routing'])),
  url: optional(text({ max: 4096 })),
  text: optional(text({ max: MAX_TEXT, lines: true })),
}).refine((strategy) => (strategy.url === undefined) !== (strategy.text === undefined), {
  message: 'has neither or both of "url" and "text"; expected one of them',
});

/** A strategy as configured. */
export type StrategyConfig = z.output<typeof strategySchema>;
