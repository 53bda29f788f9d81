import { spawnSync } from 'node:child_process';

/** A Python with these modules; undefined where there is none. */
export function pythonWith(...modules: string[]): string | undefined {
  const candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3'].filter((one): one is string => Boolean(one));
  return candidates.find(python => spawnSync(python, ['-c', `import ${modules.join(', ')}`]).status === 0);
}

/** What a script printed, or the name of the exception that ended it. */
export type Ran = { printed: string } | { raised: string };

const DRIVER = `
import contextlib, io, json, sys
results = []
for code in json.load(sys.stdin):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(code, "script", "exec"), {})
        results.append({"printed": out.getvalue()})
    except Exception as error:
        results.append({"raised": type(error).__name__, "message": str(error)})
print(json.dumps(results))
`;

/** Runs scripts one after the other in one interpreter, each by itself: importing torch takes seconds. */
export function runPython(python: string, scripts: readonly string[]): Ran[] {
  const { status, stdout, stderr } = spawnSync(python, ['-c', DRIVER], {
    input: JSON.stringify(scripts),
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`Python failed (${status}):\n${stderr}`);
  }
  return JSON.parse(stdout) as Ran[];
}
