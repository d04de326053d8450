import { FaultAt, quoted } from '../language/fault.ts';
import type { ArithmeticSyntax, CallSyntax, NameSyntax, Syntax } from '../language/syntax.ts';
import { movedToQueueAt, type ViewSchema } from '../properties.ts';
import { calculate } from './arithmetic.ts';
import { secondsOfDateTime } from './date-time.ts';
import type { NumberTerm, Value } from './typed.ts';

const NULL_TERM: NumberTerm = { kind: 'literal', value: NaN };

/** Gives names and types to a value. Throws {@link FaultAt} at an undeclared name, a condition, or arithmetic with strings. */
export function resolveValue(syntax: Syntax, schema: ViewSchema): Value {
  switch (syntax.kind) {
    case 'number':
      if (!Number.isFinite(syntax.value))
        throw new FaultAt(syntax.offset, 'the number is too large for a 64-bit float');
      return { type: 'number', term: { kind: 'literal', value: syntax.value } };
    case 'text':
      return { type: 'string', term: { kind: 'literal', value: syntax.value } };
    case 'null':
      return { type: 'null' };
    case 'name':
      return resolveName(syntax, schema);
    case 'call':
      return resolveCall(syntax, schema);
    case 'negate':
      return { type: 'number', term: negated(numberOf(syntax.of, schema, 'a minus sign')) };
    case 'arithmetic':
      return resolveArithmetic(syntax, schema);
    default:
      throw new FaultAt(syntax.offset, 'a value is wanted here, not a condition');
  }
}

function resolveName({ name, offset }: NameSyntax, schema: ViewSchema): Value {
  const property = schema.find(name);
  if (property === undefined) {
    throw new FaultAt(
      offset,
      `unknown name ${quoted(name)}: it is neither a system property nor a declared custom column`,
    );
  }
  switch (property.type) {
    case 'string':
      return { type: 'string', term: { kind: 'property', name: name.toLowerCase(), read: property.read } };
    case 'number':
      return { type: 'number', term: { kind: 'property', read: property.read } };
    case 'timestamp':
      return { type: 'timestamp', term: { kind: 'time-property', readMs: property.read } };
    case 'list':
      return property;
  }
}

/** `_current_time()` is a time; `_time_in_queue()` and `_age(time)` are seconds. */
function resolveCall(call: CallSyntax, schema: ViewSchema): Value {
  switch (call.name.toLowerCase()) {
    case '_current_time':
      takes(call, 0);
      return { type: 'timestamp', term: { kind: 'now' } };
    case '_time_in_queue':
      takes(call, 0);
      return { type: 'number', term: { kind: 'age', readMs: movedToQueueAt } };
    case '_age':
      return { type: 'number', term: ageOf(takes(call, 1) as Syntax, schema) };
    default:
      throw new FaultAt(
        call.offset,
        `unknown function ${quoted(call.name)}: there are _current_time(), _time_in_queue() and _age(timestamp)`,
      );
  }
}

/** Checks the number of arguments; returns the first. */
function takes({ name, offset, of }: CallSyntax, count: 0 | 1): Syntax | undefined {
  if (of.length !== count) {
    throw new FaultAt(
      offset,
      `${name.toLowerCase()} takes ${count === 0 ? 'nothing' : 'one timestamp'}, not ${of.length} values`,
    );
  }
  return of[0];
}

function ageOf(time: Syntax, schema: ViewSchema): NumberTerm {
  const value = resolveValue(time, schema);
  if (value.type === 'string' && value.term.kind === 'literal') {
    const seconds = secondsOfDateTime(value.term.value);
    if (!Number.isNaN(seconds)) return difference({ kind: 'now' }, { kind: 'literal', value: seconds });
  }
  return difference({ kind: 'now' }, numberOf(time, schema, '_age'));
}

function resolveArithmetic({ operator, left, right }: ArithmeticSyntax, schema: ViewSchema): Value {
  const a = resolveValue(left, schema);
  const b = resolveValue(right, schema);
  const termA = numberTerm(a, left.offset, quoted(operator));
  const termB = numberTerm(b, right.offset, quoted(operator));
  if (operator === '-') {
    const stays = a.type === 'timestamp' && b.type !== 'timestamp';
    return { type: stays ? 'timestamp' : 'number', term: difference(termA, termB) };
  }
  const moved = operator === '+' && (a.type === 'timestamp') !== (b.type === 'timestamp');
  if (termA.kind === 'literal' && termB.kind === 'literal') {
    return { type: 'number', term: { kind: 'literal', value: calculate(operator, termA.value, termB.value) } };
  }
  return { type: moved ? 'timestamp' : 'number', term: { kind: 'arithmetic', operator, left: termA, right: termB } };
}

function difference(left: NumberTerm, right: NumberTerm): NumberTerm {
  if (left.kind === 'literal' && right.kind === 'literal') return { kind: 'literal', value: left.value - right.value };
  if (left.kind === 'now' && right.kind === 'time-property') return { kind: 'age', readMs: right.readMs };
  return { kind: 'arithmetic', operator: '-', left, right };
}

function negated(of: NumberTerm): NumberTerm {
  return of.kind === 'literal' ? { kind: 'literal', value: -of.value } : { kind: 'negated', of };
}

function numberOf(syntax: Syntax, schema: ViewSchema, wantedBy: string): NumberTerm {
  return numberTerm(resolveValue(syntax, schema), syntax.offset, wantedBy);
}

function numberTerm(value: Value, offset: number, wantedBy: string): NumberTerm {
  switch (value.type) {
    case 'number':
    case 'timestamp':
      return value.term;
    case 'null':
      return NULL_TERM;
    default:
      throw new FaultAt(offset, `${wantedBy} wants a number or a timestamp, not a ${value.type}`);
  }
}
