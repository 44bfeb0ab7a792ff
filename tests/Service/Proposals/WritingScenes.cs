using Participatory.Proposals.V1;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do with the words of an idea, for the walk of who may call.</summary>
internal static class WritingScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["EditProposal"] = async visit =>
        {
            await Proposed(council, visit);
            return new(Written.Editing(1, "Four benches.", roundId: visit.Id));
        },
        ["AddProposalNote"] = async visit =>
        {
            await Proposed(council, visit);
            await council.Advance(Phase.Reviewing, visit.Id);
            return new(new AddProposalNoteRequest { RoundId = visit.Id, ProposalId = "1", Words = "The school will help." });
        },
        ["InviteAuthor"] = async visit =>
        {
            await Proposed(council, visit);
            return new(new InviteAuthorRequest { RoundId = visit.Id, ProposalId = "1", Secret = Listened.NewSecret() });
        },
        ["GetAuthorInvitations"] = async visit =>
        {
            await Proposed(council, visit);
            return new(new GetAuthorInvitationsRequest { RoundId = visit.Id, ProposalId = "1" });
        },
        ["EndInvitation"] = async visit =>
        {
            await Proposed(council, visit);
            await council.InviteWriter(roundId: visit.Id);
            var open = await council.As(People.Amina).GetAuthorInvitationsAsync(new() { RoundId = visit.Id, ProposalId = "1" });
            return new(new EndInvitationRequest
            {
                RoundId = visit.Id, ProposalId = "1", InvitationId = open.Invitations[0].InvitationId,
            });
        },
        ["GetInvitation"] = async visit => Guessed(
            await Invited(council, visit), secret => new GetInvitationRequest { Secret = secret }),
        ["AcceptInvitation"] = async visit => Guessed(
            await Invited(council, visit), secret => new AcceptInvitationRequest { Secret = secret }),
        ["RefuseInvitation"] = async visit => Guessed(
            await Invited(council, visit), secret => new RefuseInvitationRequest { Secret = secret }),
        ["LeaveProposal"] = async visit =>
        {
            await Proposed(council, visit);
            await council.WriteTogether(People.Resident("subject-zoe"), roundId: visit.Id);
            return new(new LeaveProposalRequest { RoundId = visit.Id, ProposalId = "1" });
        },
    };

    private static async Task Proposed(Council council, Visit visit)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        await council.Propose(People.Amina, Council.Idea(roundId: visit.Id));
    }

    private static async Task<string> Invited(Council council, Visit visit)
    {
        await Proposed(council, visit);
        return await council.InviteWriter(roundId: visit.Id);
    }

    private static Scene Guessed(string secret, Func<string, Google.Protobuf.IMessage> request) =>
        new(request(secret)) { Guessed = request(Listened.NewSecret()) };
}
