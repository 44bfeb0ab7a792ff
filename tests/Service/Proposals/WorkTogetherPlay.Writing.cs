using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What people do with one idea.</summary>
internal sealed partial class WorkTogetherPlay
{
    private async Task Propose(Caller who)
    {
        var made = await council.Propose(who, Council.Idea($"Idea of {who.Subject}"));
        model.Ideas.Add(new PlayedIdea(made.ProposalId, who, made.Words));
    }

    private async Task Edit()
    {
        var idea = AnIdea();
        var version = random.Next(5) == 0 ? idea.Said.Count + 1 : idea.Said.Count;
        await Edit(Somebody(idea.Writers), idea, version);
    }

    private async Task Edit(Caller who, PlayedIdea idea, int version)
    {
        var words = NewWords();
        if (await Tried(
            who, "edits", idea.Id, model.WhyNotEdit(who, idea, version), () => council.Edit(who, version, words, proposalId: idea.Id)))
        {
            idea.Said.Add(words);
        }
    }

    private async Task Note()
    {
        var idea = AnIdea();
        var who = Somebody(idea.Writers);
        if (await Tried(who, "notes", idea.Id, model.WhyNotNote(who, idea), () => council.Note(who, NewWords(), idea.Id)))
        {
            idea.Notes++;
        }
    }

    private async Task Invite()
    {
        var idea = AnIdea();
        var who = Somebody(idea.Writers);
        var secret = Listened.NewSecret();
        AuthorInvitation made = new();
        if (await Tried(who, "invites", idea.Id, model.WhyNotInvite(who, idea), async () => made = await council.As(who)
            .InviteAuthorAsync(new()
            {
                RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea.Id, Secret = secret,
            })))
        {
            invitations.Add(new PlayedInvitation(idea, who, made.InvitationId, secret));
            model.Invitations.Add(invitations[^1]);
        }
    }

    /// <summary>Mostly an open one, and mostly with a yes; a link that was used is tried again, too.</summary>
    private async Task AnswerInvitation()
    {
        if (invitations.Count == 0)
        {
            return;
        }

        var open = model.Invitations.Count > 0 && random.Next(4) > 0 ? model.Invitations : invitations;
        var invitation = open[random.Next(open.Count)];
        var idea = invitation.Idea;
        var who = Somebody([.. people.Except(idea.Writers)]);
        switch (random.Next(6))
        {
            case 0:
                var isThere = model.Invitations.Contains(invitation) ? Why.Done : Why.NoLink;
                await Tried(who, "says no to writing", idea.Id, isThere, async () => await council.As(People.Nobody)
                    .RefuseInvitationAsync(new() { RequestId = Council.NewRequest(), Secret = invitation.Secret }));
                model.Invitations.Remove(invitation);
                break;
            case 1:
                who = Somebody(idea.Writers);
                if (await Tried(
                    who, "ends an invitation to", idea.Id, idea.IsWrittenBy(who) ? Why.Done : Why.NotTheirs,
                    async () => await council.As(who).EndInvitationAsync(new()
                    {
                        RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea.Id, InvitationId = invitation.Id,
                    })))
                {
                    model.Invitations.Remove(invitation);
                }

                break;
            default:
                var why = model.WhyNotAcceptInvitation(who, invitation);
                if (await Tried(who, "writes with them", idea.Id, why, () => council.Join(who, invitation.Secret)))
                {
                    model.Invitations.Remove(invitation);
                    idea.Writers.Add(who);
                    idea.Left.Remove(who);
                }

                break;
        }
    }

    private async Task Leave()
    {
        var idea = AnIdea();
        var who = Somebody(idea.Writers);
        if (await Tried(who, "leaves", idea.Id, model.WhyNotLeave(who, idea), () => council.Leave(who, idea.Id)))
        {
            model.Leave(who, idea);
            await Edit(who, idea, idea.Said.Count);
        }
    }

    private async Task Support()
    {
        var (who, idea) = (Somebody([]), AnIdea());
        if (await Tried(who, "supports", idea.Id, model.WhyNotSupport(idea), () => council.Support(who, idea.Id)))
        {
            idea.Supporters[who.Subject] = idea.Said.Count;
        }
    }

    private async Task TakeSupportBack()
    {
        var idea = AnIdea();
        var who = Somebody([.. people.Where(one => idea.Supporters.ContainsKey(one.Subject))]);
        if (await Tried(
            who, "takes support back from", idea.Id, model.WhyNotSupport(idea),
            async () => await council.As(who).WithdrawSupportAsync(
                new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea.Id })))
        {
            model.TakeSupportBack(who, idea);
        }
    }

    private async Task Withdraw()
    {
        // So that there is always something to join, and something to vote on.
        if (model.Now == Phase.Accepting && model.Standing.Count < 3)
        {
            await Propose(Somebody([]));
        }

        if (model.Standing.Count < 2)
        {
            return;
        }

        var idea = AnIdea();
        var who = Somebody([idea.Proposer]);
        if (await Tried(who, "takes back", idea.Id, model.WhyNotWithdraw(who, idea), () => council.Withdraw(who, idea.Id)))
        {
            model.Withdraw(idea);
        }
    }
}
