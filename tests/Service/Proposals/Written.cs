using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for how people write ideas.</summary>
internal static class Written
{
    public static EditProposalRequest Editing(
        int version, string words, string title = "Benches by the pond", string proposalId = "1", string roundId = Council.RoundId) => new()
        {
            RequestId = Council.NewRequest(), RoundId = roundId, ProposalId = proposalId, Version = version, Title = title, Words = words,
            WhoBenefits = "Everybody who walks there",
        };

    public static async Task<Proposal> Edit(
        this Council council, Caller who, int version, string words, string title = "Benches by the pond", string proposalId = "1") =>
        await council.As(who).EditProposalAsync(Editing(version, words, title, proposalId));

    public static async Task<Proposal> Note(
        this Council council, Caller who, string words, string proposalId = "1", string roundId = Council.RoundId) =>
        await council.As(who).AddProposalNoteAsync(
            new() { RequestId = Council.NewRequest(), RoundId = roundId, ProposalId = proposalId, Words = words });

    /// <summary>Somebody who writes an idea invites; returns the secret of the link.</summary>
    public static async Task<string> InviteWriter(
        this Council council, Caller? by = null, string proposalId = "1", string roundId = Council.RoundId)
    {
        var secret = Listened.NewSecret();
        await council.As(by ?? People.Amina).InviteAuthorAsync(
            new() { RequestId = Council.NewRequest(), RoundId = roundId, ProposalId = proposalId, Secret = secret });
        return secret;
    }

    public static async Task<Proposal> Join(this Council council, Caller who, string secret, string shownAs = "") =>
        await council.As(who).AcceptInvitationAsync(new() { RequestId = Council.NewRequest(), Secret = secret, ShownAs = shownAs });

    /// <summary>Somebody is invited and says yes.</summary>
    public static async Task<Proposal> WriteTogether(
        this Council council, Caller who, string shownAs = "", string proposalId = "1", string roundId = Council.RoundId) =>
        await council.Join(who, await council.InviteWriter(proposalId: proposalId, roundId: roundId), shownAs);

    public static async Task<Proposal> Leave(this Council council, Caller who, string proposalId = "1") =>
        await council.As(who).LeaveProposalAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = proposalId });

    public static async Task<IReadOnlyList<ProposalVersion>> Versions(this Council council, Caller who, string proposalId = "1") =>
        (await council.As(who).ListProposalVersionsAsync(new() { RoundId = Council.RoundId, ProposalId = proposalId })).Versions;

    public static ProposalDraft Draft(string title = "A chess table", string roundId = Council.RoundId) => new()
    {
        RoundId = roundId, Title = title, Words = "In the shade, where", AreaCode = Council.Elm, Estimate = Council.Pounds(300),
        ShownAs = "Amina",
    };

    public static async Task<ProposalDraft> Keep(this Council council, Caller who, ProposalDraft draft) =>
        await council.As(who).KeepProposalDraftAsync(new() { RequestId = Council.NewRequest(), Draft = draft });

    public static async Task<IReadOnlyList<ProposalDraft>> Drafts(this Council council, Caller who) =>
        (await council.As(who).ListMyProposalDraftsAsync(new())).Drafts;
}
