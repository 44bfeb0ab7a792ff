using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.BallotPapers;

/// <summary>A ballot paper as it would come out now, and all that keeps it from that at once. Pure.</summary>
internal static class PaperPreview
{
    /// <summary>How many obstacles are named one by one.</summary>
    internal const int MostNamed = 200;

    /// <summary>What the paper would be.</summary>
    /// <param name="areas">Every area of the round.</param>
    /// <param name="ideas">Every idea that was not taken back, in the order in which they came.</param>
    /// <exception cref="Refusal">Some areas are others', or the round is in another phase.</exception>
    public static BallotPaperPreview Decide(
        RoundRow round, IReadOnlyList<AreaRow> areas, IReadOnlyList<IdeaRow> ideas, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn(areas.Select(area => area.AreaCode));
        Phases.CheckAllowsPublishing(round.PhaseNow);
        var feasible = ideas.Where(idea => idea.StateNow == ProposalState.Feasible).ToLookup(idea => idea.AreaCode);
        var contested = areas.Where(area => feasible.Contains(area.AreaCode)).ToList();
        var opensAt = BallotPaper.OpensAtOf(round, now);
        var fits = BallotPaper.FitsIntoMessage(contested.SelectMany(area => feasible[area.AreaCode]));
        var obstacles = Obstacles(round, areas, ideas, contested, fits, opensAt);
        var preview = new BallotPaperPreview
        {
            RoundId = round.RoundId,
            MoreObstacles = Math.Max(0, obstacles.Count - MostNamed),
            OpenTime = opensAt.ToTimestamp(),
            CloseTime = round.FinishedFrom.ToTimestamp(),
        };
        preview.Obstacles.AddRange(obstacles.Take(MostNamed));
        if (fits)
        {
            preview.Contests.AddRange(contested.Select(area => ContestOf(area, feasible[area.AreaCode], round.Currency)));
        }

        // Another last day to vote can be given with the paper, so that alone does not keep it from coming out.
        if (obstacles.All(obstacle => obstacle.Kind == PaperObstacleKind.NoTime))
        {
            preview.PreviewHash = HashOf(round, [.. contested.Select(area => new BallotPaperContest(
                area.AreaCode, area.Name, area.ReleasedMinor, [.. feasible[area.AreaCode].Select(idea => idea.OnPaper())]))]);
        }

        return preview;
    }

    /// <summary>
    /// A hash of all that stands on a paper, in its order, and of the rules and dates by which people vote. The last day to vote, which
    /// can be given with the paper, and who proposed what are not in it.
    /// </summary>
    public static string HashOf(RoundRow round, IReadOnlyList<BallotPaperContest> contests)
    {
        List<string> parts =
        [
            round.RoundId, round.Title, round.Currency, round.VoteType, round.CountRule, round.Utility, round.Ties,
            .. Numbers(
                round.MinLength, round.MaxLength, round.MaxSumCostMinor, round.MaxSumPoints, round.MaxPoints, round.MinVotes,
                round.BallotingFrom.UtcTicks, round.FinishedFrom.UtcTicks, contests.Count),
        ];
        foreach (var contest in contests)
        {
            parts.AddRange([contest.AreaCode, contest.AreaName, .. Numbers(contest.BudgetMinor, contest.Projects.Count)]);
            parts.AddRange(contest.Projects.SelectMany(
                project => (string[])[project.ProjectId, project.Title, .. Numbers(project.CostMinor)]));
        }

        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));
    }

    private static IEnumerable<string> Numbers(params long[] numbers) =>
        numbers.Select(number => number.ToString(CultureInfo.InvariantCulture));

    private static List<PaperObstacle> Obstacles(
        RoundRow round, IReadOnlyList<AreaRow> areas, IReadOnlyList<IdeaRow> ideas, List<AreaRow> contested, bool fits,
        DateTimeOffset opensAt)
    {
        var names = areas.ToDictionary(area => area.AreaCode, area => area.Name, StringComparer.Ordinal);
        var earliest = round.BallotingFrom > opensAt ? round.BallotingFrom : opensAt;
        List<PaperObstacle> found = [];
        if (contested.Count == 0)
        {
            found.Add(new PaperObstacle { Kind = PaperObstacleKind.NothingToVoteOn });
        }

        if (!fits)
        {
            found.Add(new PaperObstacle { Kind = PaperObstacleKind.TooLarge });
        }

        if (round.FinishedFrom <= earliest)
        {
            found.Add(new PaperObstacle { Kind = PaperObstacleKind.NoTime });
        }

        found.AddRange(contested.Where(area => area.ReleasedMinor <= 0).Select(area => new PaperObstacle
        {
            Kind = PaperObstacleKind.NoMoney, AreaCode = area.AreaCode, AreaName = area.Name,
        }));
        found.AddRange(
            from idea in ideas
            let kind = idea.StateNow == ProposalState.Open ? PaperObstacleKind.NotValued
                : idea.StateNow == ProposalState.Feasible && idea.IsHidden ? PaperObstacleKind.Hidden
                : PaperObstacleKind.Unspecified
            where kind != PaperObstacleKind.Unspecified
            select new PaperObstacle
            {
                Kind = kind, ProposalId = idea.ProposalId, Title = idea.Title, AreaCode = idea.AreaCode,
                AreaName = names.GetValueOrDefault(idea.AreaCode, ""),
            });
        return found;
    }

    private static PreviewContest ContestOf(AreaRow area, IEnumerable<IdeaRow> ideas, string currency) => new()
    {
        AreaCode = area.AreaCode,
        AreaName = area.Name,
        Budget = new Money { AmountMinor = area.ReleasedMinor, Currency = currency },
        Projects =
        {
            ideas.Select(idea => new PreviewProject
            {
                ProposalId = idea.ProposalId,
                Title = idea.Title,
                Cost = new Money { AmountMinor = idea.CostMinor ?? 0, Currency = currency },
                Hidden = idea.IsHidden,
            }),
        },
    };
}
