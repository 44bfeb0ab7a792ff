using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Authors;

/// <summary>Somebody writes an idea no more. It stays with the others, and what they wrote stays in it.</summary>
internal sealed class LeaveProposal(Database database, TimeProvider clock)
{
    public async Task<Proposal> Handle(LeaveProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        // Held, so that no ballot paper comes out with somebody who leaves in the meantime.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var now = clock.Now();
        if (Decide(proposal, round.PhaseNow, caller, now) is { } left)
        {
            await left.Change(transaction);
            await InvitationRow.DeleteOf(transaction, left);
            if (proposal.IsBy(caller))
            {
                await Passing.On(transaction, proposal, Passing.NextAfter(caller.Subject, proposal.Authors)!, now);
            }
        }

        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The author who left; null where they have already. Pure.</summary>
    /// <exception cref="Refusal">
    /// They never wrote it, it was taken back, they are the last one, or its grant is theirs since the ballot paper is out.
    /// </exception>
    internal static AuthorRow? Decide(ProposalRow proposal, Phase phase, Caller caller, DateTimeOffset now)
    {
        var own = proposal.Authors.FirstOrDefault(author => author.Is(caller)) ?? throw AuthorRow.OthersWrite();
        if (!own.Writes)
        {
            return null;
        }

        proposal.MustStand();
        if (Passing.NextAfter(caller.Subject, proposal.Authors) is null)
        {
            throw new Refusal(ProposalsReasons.LastAuthorStays);
        }

        return proposal.IsBy(caller) && phase >= Phase.Balloting
            ? throw new Refusal(ProposalsReasons.ProposerStays)
            : own with { LeftAt = now };
    }
}
