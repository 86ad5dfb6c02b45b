/** Stands in a report for what is sensitive. */
export const masked = '(sensitive)';

/** Stands for what is sensitive and will differ from what it is. */
export const maskedOther = '(sensitive, another value)';

/** Stands for what only the apply will tell. */
export const unknown = '(known after apply)';
