using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Drafts;

/// <summary>Shows somebody one of their own unfinished ideas.</summary>
internal sealed class GetProposalDraft(Database database)
{
    public async Task<ProposalDraft> Handle(GetProposalDraftRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("draft_id", request.DraftId).Check();
        await using var session = await database.Read(cancellation);
        return (await DraftRow.LoadOrNull(session, request.DraftId, caller) ?? throw DraftRow.NotFound()).ToMessage();
    }
}
