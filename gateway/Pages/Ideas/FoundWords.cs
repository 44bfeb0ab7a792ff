using Participatory.Gateway.Forms;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>By what ideas are found, as somebody chooses it.</summary>
internal static class FoundWords
{
    public static IReadOnlyList<Choice> States =>
    [
        new("", Words.Finding.AllStates),
        .. ((ProposalState[])
        [
            ProposalState.Open, ProposalState.Feasible, ProposalState.Infeasible, ProposalState.OnBallot, ProposalState.Won,
            ProposalState.Lost,
        ]).Select(state => new Choice(state.ToString(), Ideas.States.Name(state))),
    ];

    public static IReadOnlyList<Choice> Orders =>
    [
        new("", Words.Finding.OrderShuffled), new(nameof(ProposalOrder.Newest), Words.Finding.OrderNewest),
        new(nameof(ProposalOrder.Oldest), Words.Finding.OrderOldest),
        new(nameof(ProposalOrder.MostSupported), Words.Finding.OrderSupported),
        new(nameof(ProposalOrder.Nearest), Words.Maps.OrderNearest),
    ];

    /// <summary>What ideas of a round are about.</summary>
    public static async Task<IReadOnlyList<Choice>> Topics(
        ProposalsService.ProposalsServiceClient proposals, string roundId, CancellationToken cancellation) =>
        [.. (await proposals.GetTopicsAsync(new GetTopicsRequest { RoundId = roundId }, cancellationToken: cancellation)).Topics
            .Select(topic => new Choice(topic.TopicId, topic.Name))];
}
