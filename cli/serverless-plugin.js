// Serverless loads plugins as .js; Node runs the TypeScript behind it.
export { default } from './serverless-plugin.ts'
