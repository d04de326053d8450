import { EventFoundInteractions, type Packed, type RequestFindInteractions } from '@ixn/protocol';
import type { Interaction } from '../state/interaction.ts';
import { compileCondition, compileOrder, type CompiledCondition } from '../views/compile.ts';
import type { Order } from '../views/evaluation/order.ts';
import { faultText } from '../views/language/fault.ts';
import type { Effects } from './effects.ts';
import { FirstOf } from './first-of.ts';
import { packForParty } from './invitations.ts';
import { MAX_ENTRIES } from './limits.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Request } from './request.ts';
import type { State } from './state.ts';

type Find = Request<typeof RequestFindInteractions>;

/** Where a page ends: what follows comes after this one, in the order as it was at `at`. */
interface Cursor {
  /** ms: all pages of one search are ordered as at this moment. */
  readonly at: number;
  readonly leading: number;
  readonly submitSeq: number;
  readonly id: string;
}

/** Oldest submission first. */
const BY_SUBMISSION: Order = {
  changesByTime: false,
  leading: (interaction) => interaction.submitSeq,
  compareEqual: (a, b) => a.submitSeq - b.submitSeq,
};

/** Looks for live interactions by a condition, in an order, by pages. */
export function find(state: State, request: Find, effects: Effects): Refusal | undefined {
  const { attributes } = request;
  const { viewSchema } = state.configuration;
  const condition = compileCondition(attributes.Condition, viewSchema);
  if (!condition.ok) return refuse('ConditionInvalid', 'Condition', faultText(condition.fault));
  const order = readOrder(state, attributes.Order);
  if (order instanceof Refusal) return order;
  const question = digest(`${attributes.Condition}\n${attributes.Order ?? ''}`);
  const cursor = attributes.StartAfter === undefined ? null : readCursor(attributes.StartAfter, question);
  if (cursor instanceof Refusal) return cursor;

  const at = cursor === null ? state.now : cursor.at;
  const most = Math.min(attributes.MaxCount ?? MAX_ENTRIES, MAX_ENTRIES);
  const first = new FirstOf<Interaction>(most + 1, (a, b) => compare(order, a, b, at));
  for (const interaction of candidates(state, condition)) {
    if (condition.evaluate(interaction, state.now) && isAfter(state, order, interaction, cursor))
      first.offer(interaction);
  }
  answer(state, request, first.inOrder(), most, order, at, question, effects);
  return undefined;
}

function readOrder(state: State, text: string | undefined): Order | Refusal {
  if (text === undefined) return BY_SUBMISSION;
  const compiled = compileOrder(text, state.configuration.viewSchema);
  return compiled.ok ? compiled.order : refuse('OrderInvalid', 'Order', faultText(compiled.fault));
}

/** What the condition may hold for: those that it names by id, else all. */
function candidates(state: State, { key }: CompiledCondition): Iterable<Interaction> {
  if (key?.property !== 'id') return state.interactions.values();
  return key.values.map((id) => state.interactions.get(id)).filter((found) => found !== undefined);
}

function compare(order: Order, a: Interaction, b: Interaction, at: number): number {
  const first = order.leading(a, at);
  const second = order.leading(b, at);
  if (first !== second) return first < second ? -1 : 1;
  return order.compareEqual(a, b, at);
}

/** Whether an interaction comes after the last page. If that page's last one is gone, ties are broken by SubmitSeq. */
function isAfter(state: State, order: Order, interaction: Interaction, cursor: Cursor | null): boolean {
  if (cursor === null) return true;
  const leading = order.leading(interaction, cursor.at);
  if (leading !== cursor.leading) return leading > cursor.leading;
  const last = state.interactions.get(cursor.id);
  if (last === undefined || order.leading(last, cursor.at) !== leading) return interaction.submitSeq > cursor.submitSeq;
  return order.compareEqual(last, interaction, cursor.at) < 0;
}

function answer(
  state: State,
  request: Find,
  found: readonly Interaction[],
  most: number,
  order: Order,
  at: number,
  question: string,
  effects: Effects,
): void {
  const page: Packed[] = [];
  let size = 0;
  for (const interaction of found) {
    if (page.length === most) break;
    const packed = packForParty(state, interaction);
    if (page.length > 0 && size + packed.length > state.maxAnswerSize) break;
    size += packed.length;
    page.push(packed);
  }
  const last = page.length < found.length ? found[page.length - 1] : undefined;
  const next = last === undefined ? undefined : writeCursor(last, order, at, question);
  const { session, referenceId } = request;
  effects.answer(session.client.id, referenceId, EventFoundInteractions, { Interactions: page, Next: next });
}

function writeCursor(last: Interaction, order: Order, at: number, question: string): string {
  return [question, at, order.leading(last, at), last.submitSeq, last.id].join(' ');
}

function readCursor(text: string, question: string): Cursor | Refusal {
  const [asked, at, leading, submitSeq, id] = text.split(' ');
  const cursor = { at: Number(at), leading: Number(leading), submitSeq: Number(submitSeq), id: id ?? '' };
  const isWhole = Number.isFinite(cursor.at) && !Number.isNaN(cursor.leading) && Number.isSafeInteger(cursor.submitSeq);
  if (asked === question && isWhole && id !== undefined) return cursor;
  return refuse('CursorInvalid', 'StartAfter', 'it is not the Next of an answer to the same Condition and Order');
}

/** FNV-1a of a text: tells whether a cursor belongs to a question. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
