// The platforms that a .vsix is made for: VS Code's name of each, and how npm calls it.
export const PLATFORMS = {
  'linux-x64': { os: 'linux', cpu: 'x64', libc: 'glibc' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  'alpine-x64': { os: 'linux', cpu: 'x64', libc: 'musl' },
  'darwin-x64': { os: 'darwin', cpu: 'x64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64' },
  'win32-x64': { os: 'win32', cpu: 'x64' },
};

/** The platform this runs on, or null where none of the packages fits. */
export function currentPlatform() {
  const { platform, arch } = process;
  const libc = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  const found = Object.entries(PLATFORMS).find(
    ([, one]) => one.os === platform && one.cpu === arch && (one.libc ?? libc) === libc,
  );
  return found?.[0] ?? null;
}
