/** The most objects of a kind in one document: what the server is built for, with room to spare. */
export const MAX_OBJECTS = 200_000;
/** The most media types: each is a label value of the metrics of every queue. */
export const MAX_MEDIA_TYPES = 100;
/** The most custom properties: each is a column of the table of interactions. */
export const MAX_CUSTOM_PROPERTIES = 100;
/** The most views of one queue. */
export const MAX_VIEWS = 1000;
/** The most combinations of one capacity rule. */
export const MAX_COMBINATIONS = 100;
