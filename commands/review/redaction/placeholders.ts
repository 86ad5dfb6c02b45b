/** Stands in a report for what is sensitive. */
export const sensitivePlaceholder = '(sensitive)';

/** Stands for what is sensitive and will differ from what it is. */
export const changedSensitivePlaceholder = '(sensitive, another value)';

/** Stands for what only the apply will tell. */
export const unknownPlaceholder = '(known after apply)';
