/** What the plane and the worker thread of one execution environment say to each other. */

export interface Bootstrap {
  /** Folder with the function's files. */
  readonly taskRoot: string
  /** Files outside of it are out of reach for imports: a deployed function has only what was packaged. */
  readonly codeRoot: string
  readonly logFormat: 'Text' | 'JSON'
}

export interface Invocation {
  readonly requestId: string
  /** JSON text. */
  readonly event: string
  readonly timeoutMilliseconds: number
  readonly invokedFunctionArn: string
  /** JSON text. */
  readonly clientContext?: string
}

export interface FunctionFailure {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed to start'; readonly failure: FunctionFailure }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'returned'; readonly requestId: string; readonly result: string }
  | { readonly kind: 'threw'; readonly requestId: string; readonly failure: FunctionFailure }
