import type { CustomPropertyConfig } from './custom-properties.ts';
import { faultAt, type PlacedFault } from '../fault.ts';
import { columnOf } from './property-names.ts';
import type { ShapedDocument } from './tenant-document.ts';
import type { ViewConfig } from './views.ts';

/**
 * The compilers of expressions, which whoever reads the document brings along. Each gets the text and the custom
 * properties that it may name, and returns what is wrong, with its place in the text, or undefined.
 */
export interface ExpressionChecks {
  readonly checkCondition?: (text: string, customProperties: readonly CustomPropertyConfig[]) => string | undefined;
  readonly checkOrder?: (text: string, customProperties: readonly CustomPropertyConfig[]) => string | undefined;
  readonly checkScript?: (text: string) => string | undefined;
}

/** Conditions, orders, segmentations and scripts must be valid. */
export function* badExpressions(document: ShapedDocument, checks: ExpressionChecks): Generator<PlacedFault> {
  for (const [at, queue] of document.queues.entries()) {
    yield* badViews(document, checks, queue.views, ['queues', at, 'views']);
  }
  for (const [at, workbin] of document.workbins.entries()) {
    yield* found(['workbins', at, 'order'], workbin.order, (text) =>
      checks.checkOrder?.(text, document.customProperties),
    );
    yield* badViews(document, checks, workbin.views, ['workbins', at, 'views']);
  }
  for (const kind of ['agentGroups', 'placeGroups'] as const) {
    for (const [at, group] of document[kind].entries()) {
      yield* found([kind, at, 'script'], group.script, (text) => checks.checkScript?.(text));
    }
  }
}

function* badViews(
  document: ShapedDocument,
  checks: ExpressionChecks,
  views: readonly ViewConfig[],
  path: readonly PropertyKey[],
): Generator<PlacedFault> {
  const custom = document.customProperties;
  for (const [at, view] of views.entries()) {
    yield* found([...path, at, 'condition'], view.condition, (text) => checks.checkCondition?.(text, custom));
    yield* found([...path, at, 'order'], view.order, (text) => checks.checkOrder?.(text, custom));
    if (view.segmentation !== undefined && columnOf(view.segmentation, document) === undefined) {
      const reason = `"${view.segmentation}" is no property of an interaction and no column of a custom property`;
      yield faultAt([...path, at, 'segmentation'], reason);
    }
  }
}

function* found(
  path: readonly PropertyKey[],
  text: string | undefined,
  check: (text: string) => string | undefined,
): Generator<PlacedFault> {
  const fault = text === undefined ? undefined : check(text);
  if (fault !== undefined) yield faultAt(path, fault);
}
