import type { Interaction } from '../state/interaction.ts';
import { createQueueCounts, type Queue, type QueueCounts } from '../state/queue.ts';

export function queueCounts(queue: Queue, media: string): QueueCounts {
  let counts = queue.counts.get(media);
  if (counts === undefined) {
    counts = createQueueCounts();
    queue.counts.set(media, counts);
  }
  return counts;
}

/** Counts an interaction that has come into the queue. */
export function countWaiting(queue: Queue, interaction: Interaction): void {
  const counts = queueCounts(queue, interaction.mediaType);
  const second = Math.floor(interaction.movedToQueueAt / 1000);
  queue.size++;
  counts.waiting++;
  if (interaction.deliveredAt === 0) counts.neverDelivered++;
  counts.arrivals.set(second, (counts.arrivals.get(second) ?? 0) + 1);
}

/** Counts an interaction that leaves the queue, with the times that it came with. */
export function uncountWaiting(queue: Queue, interaction: Interaction): void {
  const counts = queueCounts(queue, interaction.mediaType);
  const second = Math.floor(interaction.movedToQueueAt / 1000);
  queue.size--;
  counts.waiting--;
  if (interaction.deliveredAt === 0) counts.neverDelivered--;
  const arrived = (counts.arrivals.get(second) as number) - 1;
  if (arrived === 0) counts.arrivals.delete(second);
  else counts.arrivals.set(second, arrived);
}

/**
 * Seconds (Unix) in which the oldest that waits came into the queue; Infinity: nothing waits. Looks at one number for each second in
 * which something came that still waits.
 */
export function oldestArrival(counts: QueueCounts): number {
  let oldest = Infinity;
  for (const second of counts.arrivals.keys()) if (second < oldest) oldest = second;
  return oldest;
}
