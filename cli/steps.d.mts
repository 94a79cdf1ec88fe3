export interface Paint {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  cyan(text: string): string
}

export interface Steps {
  readonly paint: Paint
  line(text: string): void
  section(title: string, remark?: string): void
  warn(text: string): void
  step<T>(
    label: string,
    work: (progress: (news: string) => void) => Promise<T>,
    remark?: (result: T) => string,
  ): Promise<T>
}

type Stream = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean; readonly columns?: number }
type Environment = Readonly<Partial<Record<string, string>>>

export declare function createSteps(stream?: Stream, environment?: Environment): Steps
export declare function painter(stream: Stream, environment?: Environment): Paint
export declare function duration(milliseconds: number): string
