/** How the comment of everything begins that a migration made by a SELECT. */
export const compiledMark = 'Compiled by Tributary, definition '
