// Generated from schemas/contracts by `npm run compile`. Do not edit.
/** Name of the type → names of members anywhere in its payload. */
export declare const declaredMembers: Readonly<Record<string, readonly string[]>>
