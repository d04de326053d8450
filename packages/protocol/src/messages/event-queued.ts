import { virtualQueueStay } from '../groups.ts';
import { event } from '../message.ts';

/** Something came into a virtual queue. Sent by a VQ node. */
export const EventQueued = event(0x8700, 'EventQueued', { ...virtualQueueStay }, { to: ['statistics'] });
