/** The part of `vscode.LogOutputChannel` in use, so that what logs can be tested without VS Code. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string | Error): void;
}
