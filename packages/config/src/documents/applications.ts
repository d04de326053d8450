import { z } from 'zod';
import { shown } from '../fault.ts';
import { accepted, refused, type ValueType } from '../values/value-type.ts';
import { required } from './zod-values.ts';

const optionValue: ValueType<unknown> = {
  kind: 'option',
  unit: '',
  range: '',
  read(raw) {
    return isScalar(raw) || (Array.isArray(raw) && raw.every(isScalar))
      ? accepted(raw)
      : refused('a text, number, boolean, or a list of these');
  },
};

/** Application objects: name → section → option → value. Names and sections are free; the tables of options read them. */
export const applicationsSchema = z
  .record(
    z.string(),
    z.record(
      z.string(),
      z.record(z.string(), required(optionValue), { error: (issue) => mapMessage(issue.input, 'options') }),
      { error: (issue) => mapMessage(issue.input, 'sections') },
    ),
    { error: (issue) => mapMessage(issue.input, 'applications') },
  )
  .nullish()
  .transform((applications): ApplicationsConfig => applications ?? {});

/** Application objects as they stand in the document. */
export type ApplicationsConfig = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

function isScalar(raw: unknown): boolean {
  return raw === null || ['string', 'number', 'boolean'].includes(typeof raw);
}

function mapMessage(input: unknown, what: string): string {
  return `is ${shown(input)}; expected a map of ${what}`;
}
