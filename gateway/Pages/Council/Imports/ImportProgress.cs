using Grpc.Core;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Imports;

/// <summary>What is left to do.</summary>
public enum ImportStep
{
    MakeRound,
    ProposeMoney,
    AwaitMoney,
    PublishPaper,
    OpenPoll,
    BringBallots,
    Done,
}

/// <summary>
/// How far an election has been brought in. Nothing is remembered here: the services know it, so that every step can be
/// taken again after whatever went wrong.
/// </summary>
/// <param name="Round">Null until it is made.</param>
/// <param name="Ideas">By their ids.</param>
/// <param name="Releases">Newest first.</param>
/// <param name="Poll">Null until the ballot paper has reached it.</param>
public sealed record ImportProgress(
    Round? Round, IReadOnlyDictionary<string, ProposalState> Ideas, IReadOnlyList<Release> Releases, Poll? Poll)
{
    public Release? Undecided => Releases.FirstOrDefault(release => release.State == ReleaseState.Proposed);

    public long BallotsIn => Poll?.Contests.Sum(contest => contest.Ballots) ?? 0;

    /// <param name="projects">As many as the file has.</param>
    /// <param name="ballots">As many as the file has.</param>
    public ImportStep Next(int projects, int ballots)
    {
        if (Round is null || Ideas.Count < projects || Ideas.Values.Contains(ProposalState.Open) || Round.Phase < Phase.Reviewing)
        {
            return ImportStep.MakeRound;
        }

        if (Round.Phase == Phase.Reviewing)
        {
            var money = Round.Areas.All(area => area.Released is { AmountMinor: > 0 });
            var approved = Releases.Any(release => release.State == ReleaseState.Approved);
            return money ? ImportStep.PublishPaper : approved || Undecided is not null ? ImportStep.AwaitMoney : ImportStep.ProposeMoney;
        }

        return Poll switch
        {
            null or { State: PollState.Scheduled } => ImportStep.OpenPoll,
            { State: PollState.Open } when BallotsIn < ballots => ImportStep.BringBallots,
            _ => ImportStep.Done,
        };
    }

    public static async Task<ImportProgress> Find(
        string roundId,
        ProposalsService.ProposalsServiceClient proposals,
        GrantsService.GrantsServiceClient grants,
        VotingService.VotingServiceClient voting,
        CancellationToken cancellation)
    {
        Round round;
        try
        {
            round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = roundId }, cancellationToken: cancellation);
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            return new ImportProgress(null, new Dictionary<string, ProposalState>(), [], null);
        }

        var releases = await grants.ListReleasesAsync(
            new ListReleasesRequest { RoundId = roundId, PageSize = 100 }, cancellationToken: cancellation);
        var poll = round.Phase >= Phase.Balloting ? await PollOf.Round(voting, roundId, cancellation) : null;
        return new ImportProgress(round, await IdeasOf(roundId, proposals, cancellation), releases.Releases, poll);
    }

    private static async Task<Dictionary<string, ProposalState>> IdeasOf(
        string roundId, ProposalsService.ProposalsServiceClient proposals, CancellationToken cancellation)
    {
        var ideas = await WholeList.Load(
            token => proposals.ListProposalsAsync(
                new ListProposalsRequest { RoundId = roundId, PageSize = 200, PageToken = token }, cancellationToken: cancellation),
            page => (page.Proposals, page.NextPageToken));
        return ideas.ToDictionary(idea => idea.ProposalId, idea => idea.State, StringComparer.Ordinal);
    }
}
