// The two XML files that make a ZIP of an extension a .vsix: what VS Code and its marketplaces read of it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';

const TYPES = {
  '.vsixmanifest': 'text/xml',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.txt': 'text/plain',
  '.css': 'text/css',
  '.js': 'application/javascript',
  '.cjs': 'application/node',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** [Content_Types].xml: a type for every ending in the package, and for files without one. */
export function contentTypes(paths) {
  const names = paths.map(path => path.slice(path.lastIndexOf('/') + 1));
  const endings = new Set(names.filter(name => name.includes('.')).map(name => name.slice(name.lastIndexOf('.'))));
  const defaults = [...new Set([...endings, '.vsixmanifest'])]
    .sort()
    .map(
      ending =>
        `<Default Extension="${escaped(ending)}" ContentType="${TYPES[ending] ?? 'application/octet-stream'}"/>`,
    );
  const bare = paths
    .filter(path => !path.slice(path.lastIndexOf('/') + 1).includes('.'))
    .map(path => `<Override PartName="/${escaped(path)}" ContentType="text/plain"/>`);
  return xml(
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[...defaults, ...bare].join('')}</Types>`,
  );
}

/** extension.vsixmanifest, from package.json and its strings. */
export async function vsixManifest(platform) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const strings = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8'));
  const text = value => escaped(value.replace(/^%(.+)%$/, (_, key) => strings[key]));
  const { name, version, publisher, displayName, description, keywords, categories, engines, extensionKind, icon } =
    manifest;
  const properties = {
    'Microsoft.VisualStudio.Code.Engine': engines.vscode,
    'Microsoft.VisualStudio.Code.ExtensionDependencies': '',
    'Microsoft.VisualStudio.Code.ExtensionPack': '',
    'Microsoft.VisualStudio.Code.ExtensionKind': extensionKind.join(','),
    'Microsoft.VisualStudio.Code.LocalizedLanguages': '',
    'Microsoft.VisualStudio.Code.EnabledApiProposals': '',
    'Microsoft.VisualStudio.Code.ExecutesCode': 'true',
    'Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown': 'true',
    'Microsoft.VisualStudio.Services.Content.Pricing': 'Free',
  };
  const assets = {
    'Microsoft.VisualStudio.Code.Manifest': 'package.json',
    'Microsoft.VisualStudio.Services.Content.Details': 'README.md',
    'Microsoft.VisualStudio.Services.Content.Changelog': 'CHANGELOG.md',
    'Microsoft.VisualStudio.Services.Content.License': 'LICENSE',
    'Microsoft.VisualStudio.Services.Icons.Default': icon,
  };
  return xml(`<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata>
<Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}" TargetPlatform="${platform}"/>
<DisplayName>${text(displayName)}</DisplayName>
<Description xml:space="preserve">${text(description)}</Description>
<Tags>${escaped(keywords.join(','))}</Tags>
<Categories>${escaped(categories.join(','))}</Categories>
<GalleryFlags>Public</GalleryFlags>
<Properties>
${lines(properties, ([id, value]) => `<Property Id="${id}" Value="${escaped(value)}"/>`)}
</Properties>
<License>extension/LICENSE</License>
<Icon>extension/${icon}</Icon>
</Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
<Dependencies/>
<Assets>
${lines(assets, ([type, path]) => `<Asset Type="${type}" Path="extension/${path}" Addressable="true"/>`)}
</Assets>
</PackageManifest>`);
}

const lines = (record, line) => Object.entries(record).map(line).join('\n');
const xml = body => `<?xml version="1.0" encoding="utf-8"?>\n${body}\n`;

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = text => text.replace(/[&<>"]/g, character => ENTITIES[character]);
