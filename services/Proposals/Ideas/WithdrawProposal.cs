using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.Places;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Its proposer takes an idea back. Its words stay for that person and for officers; nobody else sees it any more.</summary>
internal sealed class WithdrawProposal(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE proposal SET state = 'WITHDRAWN'
        WHERE round_id = @roundId AND proposal_id = @proposalId AND state = @before
        """);

    public async Task<Proposal> Handle(WithdrawProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId) with
        {
            JoinedOf = await JoinedIdeas.Load(transaction, round.RoundId, request.ProposalId),
        };
        var now = clock.Now();
        if (Decide(proposal, round.PhaseNow, caller))
        {
            var change = new { roundId = round.RoundId, proposalId = proposal.ProposalId, before = proposal.State };
            if (await transaction.Execute(Update, change) != 1)
            {
                throw new InvalidOperationException($"The idea {proposal.ProposalId} of {round.RoundId} changed while its row was held.");
            }

            await Flags.SettleAll(transaction, round.RoundId, proposal.ProposalId);
            await IdeaWords.Remove(transaction, round.RoundId, proposal.ProposalId);
            await PlaceRow.Remove(transaction, round.RoundId, proposal.ProposalId);
            await JoinedIdeas.GoWith(transaction, round.RoundId, proposal.ProposalId, now);
            await JoiningRow.EndOpen(transaction, round.RoundId, proposal.ProposalId, now);
            await transaction.Publish(new ProposalWithdrawn(round.RoundId, proposal.ProposalId, now));
        }

        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whether there is something to do: an idea that is withdrawn already stays so. Pure.</summary>
    /// <exception cref="Refusal">It is somebody else's, it was joined, others write the common idea, too, or it is too late.</exception>
    internal static bool Decide(ProposalRow proposal, Phase phase, Caller caller)
    {
        if (!proposal.IsBy(caller))
        {
            throw proposal.StateNow == ProposalState.Withdrawn && !caller.IsOfficer()
                ? ProposalRow.NotFound()
                : new Refusal(ProposalsReasons.WithdrawingIsTheirs);
        }

        if (proposal.StateNow == ProposalState.Withdrawn)
        {
            if (proposal.JoinedInto is not null)
            {
                throw new Refusal(ProposalsReasons.ProposalJoined);
            }

            return false;
        }

        Phases.CheckAllowsWithdrawing(phase);
        if (proposal.JoinedOf.Count > 0 && proposal.Authors.Any(author => author.Writes && !author.Is(caller)))
        {
            throw new Refusal(ProposalsReasons.JoinedWithOthers);
        }

        return true;
    }
}
