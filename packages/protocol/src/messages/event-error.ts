import { int } from '../kinds/numbers.ts';
import { optional, required } from '../kinds/schema.ts';
import { longText } from '../kinds/text.ts';
import { event } from '../message.ts';

/** The request was refused and changed nothing, or an invitation did not lead to acceptance. With ReferenceId 0: about the connection. */
export const EventError = event(
  0x8003,
  'EventError',
  {
    ErrorCode: required(int, 'Number of the error table.'),
    ErrorDescription: required(longText, 'Text of the error table and what exactly is wrong, for people.'),
    Attribute: optional(
      longText,
      'Path of the attribute that is wrong, such as `Workbin.WorkbinTypeId` or `TopicList[1]`.',
    ),
  },
  { to: ['requester'] },
);
