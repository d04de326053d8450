import { text } from '../values/texts.ts';

/** The longest name of an object, in UTF-16 units. */
const MAX_NAME = 255;

/** The name of an object: up to 255 characters on one line, without spaces at its ends. */
export const objectName = text({
  max: MAX_NAME,
  pattern: /^\S(?:.*\S)?$/u,
  called: `a name of 1 to ${MAX_NAME} characters on one line, without spaces at its ends`,
});

/** Words that people read. */
export const description = text({ max: 4096, lines: true });

/** A condition, an order or a script. */
export const expressionText = text({ max: 8192, lines: true });
