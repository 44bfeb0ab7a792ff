using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>Whoever wrote what is hidden asks that another officer looks at it.</summary>
internal sealed class AskSecondLook(Database database, TimeProvider clock)
{
    public async Task<Proposal> Handle(AskSecondLookRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Idea(request.RoundId, request.ProposalId, request.Part).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        var proposal = await ProposalRow.LockWithAuthors(transaction, request.RoundId, request.ProposalId);
        var hiding = await IdeaHiding.Lock(transaction, request.RoundId, proposal, request.Part);
        if (Decide(proposal, hiding, caller, clock.Now()) is { } next)
        {
            await IdeaHiding.Write(transaction, next, proposal.Title);
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = request.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, request.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What comes of it: only those who write it ask. Pure.</summary>
    /// <exception cref="Refusal">It is somebody else's, or there is nothing to look at a second time.</exception>
    internal static HidingRow? Decide(ProposalRow proposal, HidingRow hiding, Caller caller, DateTimeOffset now) =>
        proposal.IsWrittenBy(caller) ? Judging.Ask(hiding, now) : throw new Refusal(ProposalsReasons.AskingIsTheirs);
}
