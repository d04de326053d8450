import { z } from 'zod';
import { shown } from '../fault.ts';
import { didYouMean } from '../nearest.ts';
import { type OptionSection, type RawSection, readSection } from '../options/option-table.ts';
import { isEmpty, type ValueType } from '../values/value-type.ts';

/** A mandatory value. Numbers and booleans may be written as text. */
export function required<T>(type: ValueType<T>) {
  return z.unknown().transform((raw, context): T => {
    const read = type.read(raw);
    if (read.ok) return read.value;
    const found = raw === undefined ? 'is missing' : `is ${shown(raw)}`;
    context.addIssue({ code: 'custom', message: `${found}; expected ${read.expected}` });
    return z.NEVER;
  });
}

/** A value that may be left out or left empty. */
export function optional<T>(type: ValueType<T>) {
  return z
    .unknown()
    .transform((raw, context): T | undefined => {
      if (isEmpty(raw)) return undefined;
      const read = type.read(raw);
      if (read.ok) return read.value;
      context.addIssue({ code: 'custom', message: `is ${shown(raw)}; expected ${read.expected}` });
      return z.NEVER;
    })
    .optional();
}

/** A value with a default for when it is left out or left empty. */
export function withDefault<T>(type: ValueType<T>, value: NoInfer<T>) {
  return optional(type).transform((read): T => read ?? value);
}

/**
 * An object with exactly these members: an unknown one is refused with the nearest known name (one line of the
 * message for each). Every member is there
 * afterwards, undefined where it was left out, so that all objects of a kind have one shape.
 */
export function closed<const S extends z.ZodRawShape>(shape: S) {
  const names = Object.keys(shape);
  return z
    .strictObject(shape, {
      error: (issue) => {
        if (issue.code !== 'unrecognized_keys') return objectMessage(issue.input);
        return (issue.keys as readonly string[])
          .map((key) => `is not a member that is known here${didYouMean(key, names)}`)
          .join('\n');
      },
    })
    .transform((value) => {
      const members = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(names.map((name) => [name, members[name]])) as Whole<z.output<z.ZodObject<S>>>;
    });
}

type Whole<T> = { readonly [K in keyof T]-?: T[K] };

/** A list that may be left out, with at most `max` items. */
export function listOf<S extends z.ZodType>(item: S, max: number) {
  return z
    .array(item, { error: (issue) => `is ${shown(issue.input)}; expected a list` })
    .max(max, { error: `has too many items; expected at most ${max}` })
    .nullish()
    .transform((items): readonly z.output<S>[] => items ?? []);
}

/** A map from names to values, such as `skills: { email: 5 }`, that may be left out. */
export function mapOf<T>(type: ValueType<T>) {
  return z
    .record(z.string(), required(type), { error: (issue) => `is ${shown(issue.input)}; expected a map` })
    .nullish()
    .transform((map): Readonly<Record<string, T>> => map ?? {});
}

/** Options by name: checked against their table, kept as they stand. Whoever needs the values reads them again. */
export function optionsOf(section: OptionSection) {
  return z
    .record(z.string(), z.unknown(), { error: (issue) => `is ${shown(issue.input)}; expected a map of options` })
    .nullish()
    .transform((map, context): RawSection => {
      const options = map ?? {};
      for (const { path, reason } of readSection(section, options, []).faults) {
        context.addIssue({ code: 'custom', path: [...path], message: reason });
      }
      return options;
    });
}

function objectMessage(input: unknown): string {
  return input === undefined ? 'is missing; expected a map' : `is ${shown(input)}; expected a map`;
}
