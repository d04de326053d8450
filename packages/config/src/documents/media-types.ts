import { type MediaTypeOptions, mediaTypeOptions } from '../options/object-options.ts';
import { objectName } from './names.ts';
import { closed, optionsOf, required } from './zod-values.ts';

/** A medium in which interactions come: e-mail, chat, a task. */
export const mediaTypeSchema = closed({ name: required(objectName), options: optionsOf(mediaTypeOptions) });

/** A media type as configured; times in milliseconds, undefined where the server's own options count. */
export interface MediaTypeConfig {
  readonly name: string;
  readonly options: MediaTypeOptions;
}
