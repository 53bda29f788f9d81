// docs/settings.md out of the manifest: what the settings editor shows, in one page.

/** The text of a "%key%" of the manifest. */
const said = (text, texts) => text?.replace(/^%(.+)%$/, (_, key) => texts[key]) ?? '';

/** Markdown of every setting, in the order of the settings editor. */
export function settingsPage(manifest, texts) {
  const { properties } = manifest.contributes.configuration;
  const sections = Object.entries(properties)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([name, setting]) => section(name, setting, texts));
  return `${[
    '# Settings',
    '<!-- Written by `npm run docs` from package.json and package.nls.json. -->',
    'Settings of a folder apply to the files in it. The command line reads the same from `--config settings.json`.',
    ...sections,
  ].join('\n\n')}\n`;
}

function section(name, setting, texts) {
  const { type, enum: values, enumDescriptions, minimum, maximum } = setting;
  const bounds = [minimum !== undefined && `from ${minimum}`, maximum !== undefined && `up to ${maximum}`];
  const facts = [[type].flat().join(' or '), bounds.filter(Boolean).join(' '), `default ${inline(setting.default)}`];
  const choices = values?.map((value, k) => `- ${inline(value)}: ${said(enumDescriptions?.[k], texts)}`);
  return [
    `## ${name}`,
    `${facts.filter(Boolean).join(', ')}.`,
    said(setting.markdownDescription ?? setting.description, texts),
    ...(choices ? [choices.join('\n')] : []),
  ].join('\n\n');
}

const inline = value => `\`${JSON.stringify(value).replaceAll('","', '", "')}\``;
