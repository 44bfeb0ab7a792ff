using System.Data.Common;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Authors;

/// <summary>Somebody who writes an idea makes a link with which one person joins them.</summary>
internal sealed class InviteAuthor(Database database, TimeProvider clock)
{
    /// <summary>How long it works.</summary>
    internal static readonly TimeSpan Time = TimeSpan.FromDays(14);

    public async Task<AuthorInvitation> Handle(InviteAuthorRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Secret("secret", request.Secret).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, AuthorInvitation.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Load(transaction, request.RoundId);
        var proposal = await ProposalRow.LockWithAuthors(transaction, round.RoundId, request.ProposalId);
        var hiding = await IdeaHiding.Lock(transaction, round.RoundId, proposal, IdeaPart.Words);
        var open = await InvitationRow.LoadOpen(transaction, round.RoundId, proposal.ProposalId, clock.Now());
        var invitation = Decide(request, proposal, round.PhaseNow, hiding.StateNow, open.Count, caller, clock.Now()) with
        {
            InvitationId = Guid.CreateVersion7().ToString(),
        };
        try
        {
            await invitation.Add(transaction);
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw Refusal.At("secret", ProposalsReasons.SecretWrong);
        }

        var answer = invitation.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The invitation, but for its number. Pure.</summary>
    /// <param name="open">How many are open.</param>
    /// <exception cref="Refusal">It is somebody else's, taken back or hidden, it is too late, or enough people write it.</exception>
    internal static InvitationRow Decide(
        InviteAuthorRequest request, ProposalRow proposal, Phase phase, HidingState hiding, int open, Caller caller, DateTimeOffset now)
    {
        if (!proposal.IsWrittenBy(caller))
        {
            throw AuthorRow.OthersWrite();
        }

        // Of one that was joined it says so, and not that it was taken back.
        proposal.MustStand();
        return WhyNot(proposal.StateNow, phase, hiding, proposal.Authors.Count(author => author.Writes) + open) is { } reason
            ? throw new Refusal(reason, [("most", AuthorRow.Most)])
            : new InvitationRow
            {
                RoundId = request.RoundId,
                ProposalId = proposal.ProposalId,
                SecretHash = LinkSecret.HashToOpen(request.Secret),
                InvitedBy = caller.Subject,
                MadeAt = now,
                EndsAt = now + Time,
            };
    }

    /// <summary>
    /// Why nobody joins those who write an idea now; null where somebody can: it stands, its words are shown, the ballot paper is not out,
    /// and not enough people write it. Pure.
    /// </summary>
    /// <param name="hiding">How it stands with its words.</param>
    /// <param name="writers">How many write it, with those who are to be counted among them.</param>
    internal static Reason? WhyNot(ProposalState state, Phase phase, HidingState hiding, int writers) =>
        state == ProposalState.Withdrawn ? ProposalsReasons.ProposalWithdrawn
        : Phases.WhyNotJoin(phase) is { } late ? late
        : HidingRow.IsHidden(hiding) ? ProposalsReasons.JoiningHidden
        : writers >= AuthorRow.Most ? ProposalsReasons.AuthorsFull
        : null;
}
