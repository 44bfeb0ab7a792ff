using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Authors;

/// <summary>Shows whoever holds a link what it is about and who invites, by the name that they show.</summary>
internal sealed class GetInvitation(Database database, TimeProvider clock)
{
    public async Task<AuthorInvitation> Handle(GetInvitationRequest request, CancellationToken cancellation)
    {
        LinkSecret.MustBeOne(request.Secret);
        await using var session = await database.Read(cancellation);
        var invitation = await InvitationRow.LoadBySecret(session, request.Secret, clock.GetUtcNow());
        var answer = invitation.ToMessage();
        try
        {
            // As everybody sees it: what is hidden is hidden from whoever is invited, too.
            var idea = await ProposalView.Load(session, invitation.RoundId, invitation.ProposalId, Caller.Nobody);
            answer.Title = idea.Title;
            answer.InvitedBy = idea.Hiding is not null ? "" : (await AuthorRow.Load(session, invitation.RoundId, invitation.ProposalId))
                .FirstOrDefault(author => author.Subject == invitation.InvitedBy)?.ShownAs ?? "";
        }
        catch (Refusal gone) when (gone.Reason == ProposalsReasons.ProposalNotFound)
        {
            throw LinkSecret.OpensNothing();
        }

        return answer;
    }
}
