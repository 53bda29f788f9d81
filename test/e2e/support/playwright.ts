/**
 * The part of playwright-core's types that these tests use. The package itself is installed with the workbench, on
 * first use, so it is not there when the tests are compiled.
 */
export interface Locator {
  click(options?: {
    button?: 'left' | 'right';
    modifiers?: ('Control' | 'Shift')[];
    position?: { x: number; y: number };
    timeout?: number;
  }): Promise<void>;
  hover(options?: { position?: { x: number; y: number }; timeout?: number }): Promise<void>;
  focus(): Promise<void>;
  fill(text: string, options?: { timeout?: number }): Promise<void>;
  press(key: string): Promise<void>;
  count(): Promise<number>;
  first(): Locator;
  filter(options: { hasText: string | RegExp }): Locator;
  locator(selector: string, options?: { hasText?: string | RegExp }): Locator;
  inputValue(): Promise<string>;
  getAttribute(name: string): Promise<string | null>;
  textContent(): Promise<string | null>;
  isVisible(): Promise<boolean>;
  allTextContents(): Promise<string[]>;
  screenshot(): Promise<Uint8Array>;
  waitFor(options?: { state?: 'attached' | 'detached' | 'visible' | 'hidden'; timeout?: number }): Promise<void>;
  evaluate<R, A = undefined, E = HTMLElement>(work: (element: E, argument: A) => R, argument?: A): Promise<Awaited<R>>;
  evaluateAll<R>(work: (elements: HTMLElement[]) => R): Promise<R>;
}

export interface FrameLocator {
  locator(selector: string, options?: { hasText?: string | RegExp }): Locator;
  frameLocator(selector: string): FrameLocator;
  last(): FrameLocator;
}

export interface Page extends Omit<FrameLocator, 'last'> {
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  evaluate<R, A = undefined>(work: (argument: A) => R, argument?: A): Promise<Awaited<R>>;
  addScriptTag(options: { content: string }): Promise<unknown>;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
  on(event: 'request', listener: (request: { url(): string }) => void): void;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  screenshot(options: { path: string }): Promise<unknown>;
  context(): BrowserContext;
  close(): Promise<void>;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
}

export interface Browser {
  newContext(options: { viewport: { width: number; height: number } }): Promise<BrowserContext>;
  newBrowserCDPSession(): Promise<DebugSession>;
}

/** The browser's own debugging protocol. */
export interface DebugSession {
  send<T>(method: string): Promise<T>;
  detach(): Promise<void>;
}

export interface BrowserContext {
  addInitScript<T>(script: (given: T) => unknown, given: T): Promise<void>;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
