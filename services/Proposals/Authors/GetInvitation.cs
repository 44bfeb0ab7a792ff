using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Authors;

/// <summary>Shows whoever holds a link what it is about and who invites, by the name that they show.</summary>
internal sealed class GetInvitation(Database database, TimeProvider clock)
{
    public async Task<AuthorInvitation> Handle(GetInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        LinkSecret.MustBeOne(request.Secret);
        await using var session = await database.Read(cancellation);
        var invitation = await InvitationRow.LoadBySecret(session, request.Secret, clock.GetUtcNow());
        var answer = invitation.ToMessage();
        try
        {
            // As everybody sees it: what is hidden is hidden from whoever is invited, too.
            var idea = await ProposalView.LoadShown(session, invitation.RoundId, invitation.ProposalId, Caller.Nobody);
            answer.Title = idea.Title;
            var authors = await AuthorRow.Load(session, invitation.RoundId, invitation.ProposalId);
            answer.InvitedBy = idea.Hiding is not null ? ""
                : authors.FirstOrDefault(author => author.Subject == invitation.InvitedBy)?.ShownAs ?? "";
            answer.WrittenByMe = authors.Any(author => author.Writes && author.Is(caller));
            var phase = (await RoundRow.Load(session, invitation.RoundId)).PhaseNow;
            // What joining would be refused for is not offered.
            answer.CanJoin = !answer.WrittenByMe && InviteAuthor.WhyNot(
                idea.State, phase, idea.Hiding?.State ?? HidingState.Shown, authors.Count(author => author.Writes)) is null;
        }
        catch (Refusal gone) when (gone.Reason == ProposalsReasons.ProposalNotFound)
        {
            throw LinkSecret.OpensNothing();
        }

        return answer;
    }
}
