using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;
using Participatory.Proposals.Voices;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Authors;

/// <summary>Somebody who was invited joins those who write an idea. The link works once.</summary>
internal sealed class AcceptInvitation(Database database, TimeProvider clock)
{
    public async Task<Proposal> Handle(AcceptInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Text("shown_as", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is { } before)
        {
            return await ProposalView.Load(transaction, before.RoundId, before.ProposalId, caller);
        }

        // Found first, to know the idea; held with it, so that of two who come at once one joins.
        var found = await InvitationRow.LoadBySecret(transaction, request.Secret, clock.Now());
        var round = await RoundRow.Load(transaction, found.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, found.RoundId, found.ProposalId);
        var hiding = await IdeaHiding.Lock(transaction, round.RoundId, proposal, IdeaPart.Words);
        var joined = Decide(request, proposal, round, hiding.StateNow, caller, clock.Now());
        // Where first ideas wait for a look, nobody reads the name of somebody of whom none is shown. The idea stays in sight.
        if (EditProposal.Waits(hiding.StateNow, round.NewcomersWait, await EditProposal.LoadKnown(transaction, caller)))
        {
            joined = joined with { ShownAs = "" };
        }

        if (!await found.Delete(transaction))
        {
            throw LinkSecret.OpensNothing();
        }

        await (proposal.Authors.Any(author => author.Is(caller)) ? joined.Change(transaction) : joined.Add(transaction));
        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Who writes it from now on; somebody who had left stands behind those who stayed. Pure.</summary>
    /// <exception cref="Refusal">It was taken back or hidden, it is too late, or they write it already, or enough do.</exception>
    internal static AuthorRow Decide(
        AcceptInvitationRequest request, ProposalRow proposal, RoundRow round, HidingState hiding, Caller caller, DateTimeOffset now)
    {
        if (proposal.IsWrittenBy(caller))
        {
            throw new Refusal(ProposalsReasons.WritesAlready);
        }

        proposal.MustStand();
        var writers = proposal.Authors.Count(author => author.Writes);
        return InviteAuthor.WhyNot(proposal.StateNow, round.PhaseNow, hiding, writers) is { } reason
            ? throw new Refusal(reason, [("most", AuthorRow.Most)])
            : new AuthorRow
            {
                RoundId = round.RoundId,
                ProposalId = proposal.ProposalId,
                Subject = caller.Subject,
                ShownAs = request.ShownAs,
                Place = proposal.Authors.Select(author => author.Place).DefaultIfEmpty(0).Max() + 1,
                JoinedAt = now,
            };
    }
}
