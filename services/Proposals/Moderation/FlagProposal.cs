using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>
/// Somebody, signed in or not, says that words or a photo should not stand there. An officer looks; nothing is hidden by it.
/// </summary>
internal sealed class FlagProposal(Database database, TimeProvider clock)
{
    public async Task<FlagProposalResponse> Handle(FlagProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Idea(request.RoundId, request.ProposalId, request.Part)
            .Because(request.Reason).Text("note", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        // Not even beside the answer stands who it was: it is found again by its id, which nobody else knows.
        if (await transaction.Replay(Caller.Nobody, request, FlagProposalResponse.Parser) is { } before)
        {
            return before;
        }

        // What the caller cannot see is not there to be flagged.
        await ProposalView.LoadShown(transaction, request.RoundId, request.ProposalId, caller);
        var proposal = await ProposalRow.Lock(transaction, request.RoundId, request.ProposalId);
        await IdeaHiding.LoadWords(transaction, request.RoundId, proposal.ProposalId, request.Part);
        var hiding = await IdeaHiding.Lock(transaction, request.RoundId, proposal, request.Part);
        if (Decide(hiding))
        {
            await Flags.Keep(transaction, hiding, request.Reason, request.Note, clock.Now());
        }

        var answer = new FlagProposalResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whether there is something to look at: what is hidden already needs no more flags. Pure.</summary>
    internal static bool Decide(HidingRow hiding) => !HidingRow.IsHidden(hiding.StateNow);
}
