/**
 * The part of a line of the text format that never changes: `name{label="value",…} `.
 * Escapes as the format demands: backslash, double quote and line feed in label values.
 */
export function linePrefix(name: string, labels: readonly string[], values: readonly string[], extra?: string): string {
  const pairs = labels.map((label, at) => `${label}="${escapeValue(values[at] ?? '')}"`);
  if (extra !== undefined) pairs.push(extra);
  return pairs.length === 0 ? `${name} ` : `${name}{${pairs.join(',')}} `;
}

/** A number as the text format writes it. */
export function valueText(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return `${value}`;
}

/** The two lines that open a metric. Help texts escape backslash and line feed. */
export function headText(name: string, kind: string, help: string): string {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `# HELP ${name} ${escaped}\n# TYPE ${name} ${kind}\n`;
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
