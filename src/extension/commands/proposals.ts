import type { ProposalAction } from '../../shared/protocol.js';
import type { Declined } from '../inspection/declined.js';
import type { InspectionSession } from '../inspection/session.js';
import { writeSetting } from '../settings/writeSetting.js';

/** The answer to a reading of the label: its settings are written, or those that undo it, or it is not offered again. */
export async function onProposal(
  session: InspectionSession,
  title: string,
  what: ProposalAction,
  declined: Declined,
): Promise<void> {
  const proposal = session.offers().find(one => one.title === title);
  if (!proposal) {
    return;
  }
  if (what === 'apply' || (what === 'otherwise' && proposal.otherwise)) {
    // The run that follows is started by the change of the settings.
    for (const fix of what === 'otherwise' && proposal.otherwise ? [proposal.otherwise] : proposal.fixes) {
      await writeSetting(fix, session.pair);
    }
  } else {
    await declined.add(session.pair, title);
    session.refresh();
  }
}
