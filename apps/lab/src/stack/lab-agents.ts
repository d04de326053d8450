import type { Addition } from '../configuration-service/tenant-file.ts';

export interface LabAgent {
  readonly agentId: string;
  readonly placeId: string;
}

/** How the names of the lab's own agents begin. */
export const LAB_AGENT = 'lab-agent-';

/** Agents beyond what the rate needs on average: chance and hand-over time make some of them wait. */
const SPARE_FACTOR = 1.5;
const SPARE = 4;

/** As many agents as the rate needs, each busy for `workTimeMs` with an interaction. */
export function labAgents(rate: number, workTimeMs: number): LabAgent[] {
  const count = Math.ceil(((rate * workTimeMs) / 1000) * SPARE_FACTOR) + SPARE;
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return { agentId: `${LAB_AGENT}${number}`, placeId: `lab-place-${number}` };
  });
}

/** The configuration objects of these agents. */
export function agentObjects(agents: readonly LabAgent[]): Addition {
  return {
    agents: agents.map(({ agentId }) => ({ employeeId: agentId, name: agentId })),
    places: agents.map(({ placeId }) => ({ name: placeId })),
  };
}
