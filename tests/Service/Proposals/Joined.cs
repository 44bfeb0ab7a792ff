using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for how two ideas become one.</summary>
internal static class Joined
{
    /// <summary>A round that takes ideas, with one of Amina's and one of Tom's.</summary>
    public static async Task<Council> Start(string engine)
    {
        var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Two();
        return council;
    }

    /// <summary>Amina's idea and Tom's, or somebody else's, 1 and 2 in a new round.</summary>
    public static async Task Two(this Council council, string roundId = Council.RoundId, Caller? second = null)
    {
        await council.Propose(People.Amina, Council.Idea(roundId: roundId));
        await council.Propose(second ?? People.Tom, Council.Idea("Seats by the pond", roundId: roundId));
    }

    public static SuggestJoiningRequest Suggesting(
        string own = "1", string other = "2", string words = "Benches and seats, in one place.", string? carriedBy = null,
        string roundId = Council.RoundId) => new()
        {
            RequestId = Council.NewRequest(), RoundId = roundId, ProposalId = own, OtherProposalId = other, Title = "Somewhere to sit",
            Words = words, WhoBenefits = "Everybody who is tired", CarriedBy = carriedBy ?? own,
        };

    public static async Task<Joining> Suggest(
        this Council council, Caller who, string own = "1", string other = "2", string words = "Benches and seats, in one place.",
        string? carriedBy = null, string roundId = Council.RoundId) =>
        await council.As(who).SuggestJoiningAsync(Suggesting(own, other, words, carriedBy, roundId));

    public static async Task<Joining> SayYes(this Council council, Caller who, Joining said) =>
        await council.As(who).AcceptJoiningAsync(new() { RequestId = Council.NewRequest(), JoiningId = said.JoiningId });

    public static async Task<Joining> SayNo(this Council council, Caller who, Joining said) =>
        await council.As(who).RefuseJoiningAsync(new() { RequestId = Council.NewRequest(), JoiningId = said.JoiningId });

    public static async Task<Joining> TakeBack(this Council council, Caller who, Joining said) =>
        await council.As(who).TakeJoiningBackAsync(new() { RequestId = Council.NewRequest(), JoiningId = said.JoiningId });

    /// <summary>Both say yes; returns the number of the common idea.</summary>
    public static async Task<string> JoinIdeas(
        this Council council, Caller first, Caller second, string own = "1", string other = "2") =>
        (await council.SayYes(second, await council.Suggest(first, own, other))).CommonProposalId;

    public static async Task<Joining> SuggestSplit(
        this Council council, Caller who, string common, string roundId = Council.RoundId) =>
        await council.As(who).SuggestSplitAsync(
            new() { RequestId = Council.NewRequest(), RoundId = roundId, ProposalId = common });

    public static async Task<Joining> Hint(this Council council, Caller who, string first = "1", string second = "2") =>
        await council.As(who).HintAtJoiningAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = first, OtherProposalId = second,
            Reason = "Both are about the pond.",
        });

    public static async Task<IReadOnlyList<Joining>> Joinings(this Council council, Caller who, string proposalId = "1") =>
        (await council.As(who).ListJoiningsAsync(new() { RoundId = Council.RoundId, ProposalId = proposalId })).Joinings;

    /// <summary>What everybody finds in the list of the round.</summary>
    public static async Task<IReadOnlyList<string>> Listed(this Council council) =>
        [.. (await council.As(People.Nobody).ListProposalsAsync(new() { RoundId = Council.RoundId })).Proposals
            .Select(proposal => proposal.ProposalId)];
}
