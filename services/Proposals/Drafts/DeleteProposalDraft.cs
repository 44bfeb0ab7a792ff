using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Drafts;

/// <summary>Somebody deletes one of their own unfinished ideas. Nothing of it is kept.</summary>
internal sealed class DeleteProposalDraft(Database database)
{
    public async Task<DeleteProposalDraftResponse> Handle(
        DeleteProposalDraftRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("draft_id", request.DraftId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, DeleteProposalDraftResponse.Parser) is { } before)
        {
            return before;
        }

        await DraftRow.Delete(transaction, request.DraftId, caller);
        var answer = new DeleteProposalDraftResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
