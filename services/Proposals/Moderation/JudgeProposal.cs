using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>An officer of the area hides words or a photo, shows them, or keeps them hidden at a second look.</summary>
internal sealed class JudgeProposal(Database database, TimeProvider clock)
{
    public async Task<Proposal> Handle(JudgeProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Idea(request.RoundId, request.ProposalId, request.Part)
            .Require(!request.Earlier || request.Part == IdeaPart.Words, "part", ModerationReasons.PartMissing)
            .Judged(request.Judgement, request.Reason, hides: request.Earlier).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        var proposal = await ProposalRow.LockWithAuthors(transaction, request.RoundId, request.ProposalId);
        caller.MustActIn([proposal.AreaCode]);
        proposal.MustBeRead();
        Check(proposal, request.Version, caller);
        var words = await IdeaHiding.LoadWords(transaction, request.RoundId, proposal.ProposalId, request.Part);
        var hiding = await IdeaHiding.Lock(transaction, request.RoundId, proposal, request.Part);
        if (Judging.Decide(hiding, request.Judgement, request.Reason, caller, words, clock.Now()) is { } next)
        {
            await IdeaHiding.Write(transaction, next, proposal.Title);
        }

        if (request.Earlier)
        {
            await IdeaHiding.ConcealEarlier(transaction, request.RoundId, proposal, request.Reason, caller, clock.Now());
        }

        await Flags.Settle(transaction, hiding);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Proposal { RoundId = request.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, request.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whoever writes it with others does not decide, and nobody about words that they have not read. Pure.</summary>
    /// <param name="version">That was read; 0 where it was not said.</param>
    /// <exception cref="Refusal">The officer writes it, or it was changed since it was read.</exception>
    internal static void Check(ProposalRow proposal, int version, Caller caller)
    {
        if (proposal.IsWrittenBy(caller))
        {
            throw new Refusal(ModerationReasons.OwnWords);
        }

        proposal.MustBeAsRead(version);
    }
}
