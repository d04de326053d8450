import type { z } from 'zod';
import { flag, oneOf } from '../values/choices.ts';
import { text } from '../values/texts.ts';
import { closed, required, withDefault } from './zod-values.ts';

/** A key of user data that gets a column of its own, so that views and searches may use it. */
export const customPropertySchema = closed({
  key: required(text({ max: 255, called: 'a user-data key of 1 to 255 characters' })),
  column: required(
    text({
      max: 63,
      pattern: /^[a-z][a-z0-9_]*$/,
      called: 'a column name: a lower-case letter, then lower-case letters, digits and "_", at most 63 in all',
    }),
  ),
  type: required(oneOf(['string', 'number', 'timestamp'])),
  indexed: withDefault(flag(), false),
});

/** A custom property as configured. */
export type CustomPropertyConfig = z.output<typeof customPropertySchema>;
