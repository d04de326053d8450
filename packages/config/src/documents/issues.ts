import type { z } from 'zod';
import type { PlacedFault } from '../fault.ts';

/** What zod found, as faults. Unknown members are placed where they stand rather than at their object. */
export function issueFaults(issues: readonly z.core.$ZodIssue[]): readonly PlacedFault[] {
  return issues.flatMap((issue): readonly PlacedFault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, reason: issue.message }];
    const reasons = issue.message.split('\n');
    return issue.keys.map((key, at) => ({
      path: [...issue.path, key],
      reason: reasons[at] ?? issue.message,
    }));
  });
}
