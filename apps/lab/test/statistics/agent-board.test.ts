import { beforeEach, describe, expect, it } from 'vitest';
import { Assignments, type Pulled } from '../../src/routing-engine/assignments.ts';
import { AgentBoard } from '../../src/statistics/agent-board.ts';

let board: AgentBoard;

beforeEach(() => {
  board = new AgentBoard();
  for (const [index, agentId] of ['a', 'b', 'c'].entries()) {
    board.seat({ AgentId: agentId, PlaceId: `p-${agentId}`, MediaStateList: { email: 1 }, DonotDisturb: 0 }, index);
  }
});

const idle = (): string[] => board.idle('email').map((agent) => agent.agentId);
const about = (agentId: string): object => ({ Party: { AgentId: agentId }, Interaction: { InteractionId: 'I1' } });

describe('agent board', () => {
  it('has the longest idle first', () => {
    board.apply('EventPartyAdded', about('a'), 10);
    board.apply('EventPartyRemoved', about('a'), 20);
    expect(idle()).toEqual(['b', 'c', 'a']);
  });

  it.each([
    ['invited', 'EventAgentInvited', about('a')],
    ['busy', 'EventPartyAdded', about('a')],
    ['not ready', 'EventNotReadyForMedia', { AgentId: 'a', MediaTypeName: 'email' }],
    ['without the media', 'EventMediaRemoved', { AgentId: 'a', MediaTypeName: 'email' }],
    ['not to be disturbed', 'EventDoNotDisturbOn', { AgentId: 'a' }],
    ['logged out', 'EventAgentLogout', { AgentId: 'a' }],
  ])('passes over an agent who is %s', (_name, event, attributes) => {
    board.apply(event, attributes, 10);
    expect(idle()).toEqual(['b', 'c']);
  });

  it.each([
    ['rejected', 'EventAgentInvited', 'EventRejected'],
    ['revoked', 'EventAgentInvited', 'EventRevoked'],
  ])('has the agent back after it was %s', (_name, before, after) => {
    board.apply(before, about('a'), 10);
    board.apply(after, about('a'), 11);
    expect(idle()).toEqual(['b', 'c', 'a']);
  });

  it('begins again from the present state', () => {
    board.reset();
    expect(board.size).toBe(0);
  });
});

describe('assignments', () => {
  const pulled = (): Pulled => ({ interactionId: 'I1', mediaType: 'email', pulledAt: 0, tried: new Set() });

  it('takes an agent until the delivery has an outcome', () => {
    const assignments = new Assignments(board);
    expect(assignments.choose(pulled())?.agentId).toBe('a');
    expect(assignments.choose(pulled())?.agentId).toBe('b');
    assignments.settle('a');
    expect(assignments.choose(pulled())?.agentId).toBe('a');
  });

  it('asks nobody twice for one interaction', () => {
    const assignments = new Assignments(board);
    const one = { ...pulled(), tried: new Set(['a', 'b']) };
    expect(assignments.choose(one)?.agentId).toBe('c');
    expect(assignments.choose(one)).toBeUndefined();
  });

  it('prefers those who are not spare', () => {
    const assignments = new Assignments(board, (agentId) => agentId !== 'c');
    expect(assignments.choose(pulled())?.agentId).toBe('c');
    expect(assignments.choose(pulled())?.agentId).toBe('a');
  });
});
