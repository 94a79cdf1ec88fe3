/** `npm run conformance`: claims about AWS against oracles that nobody here wrote. */
export { main as run } from '../../tests/conformance/main.ts'
