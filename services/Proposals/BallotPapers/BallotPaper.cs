using System.Text;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.BallotPapers;

/// <summary>What people will vote on. Pure.</summary>
internal sealed record BallotPaper(DateTimeOffset OpensAt, DateTimeOffset ClosesAt, IReadOnlyList<BallotPaperContest> Contests)
{
    // A refusal names as many as a person can deal with at once.
    private const int MostNamed = 10;

    /// <summary>
    /// Bytes of a paper's projects in a message at most, 3 MiB: a poll is read in one message, and a client reads 4 MiB unless it was told
    /// otherwise.
    /// </summary>
    internal const int MostBytes = 3 * 1024 * 1024;

    // Of one project in a message: its cost, its currency and what says where a field begins.
    private const int BytesBesideText = 32;

    /// <summary>
    /// Puts every feasible idea into the contest of its area, with the money released to it so far.
    /// </summary>
    /// <param name="areas">Every area of the round; those without feasible ideas have no contest.</param>
    /// <param name="ideas">Every idea that was not taken back, in the order in which they came.</param>
    /// <param name="finishedFrom">When the vote ends; null where it is as the round says.</param>
    /// <exception cref="Refusal">The paper is not ready, and what is missing.</exception>
    public static BallotPaper Compose(
        RoundRow round, IReadOnlyList<AreaRow> areas, IReadOnlyList<IdeaRow> ideas, DateTimeOffset? finishedFrom, DateTimeOffset now)
    {
        Phases.CheckAllowsPublishing(round.PhaseNow);
        CheckAllValued(ideas);
        CheckAllShown(ideas);
        var feasible = ideas.Where(idea => idea.StateNow == ProposalState.Feasible).ToLookup(idea => idea.AreaCode);
        var contested = areas.Where(area => feasible.Contains(area.AreaCode)).ToList();
        CheckMoney(contested);
        CheckSize(contested.SelectMany(area => feasible[area.AreaCode]).ToList());
        var (opensAt, closesAt) = Times(round, finishedFrom, now);
        return new BallotPaper(opensAt, closesAt, contested.Select(area => new BallotPaperContest(
            area.AreaCode,
            area.Name,
            area.ReleasedMinor,
            feasible[area.AreaCode].Select(idea => idea.OnPaper()).ToList())).ToList());
    }

    private static void CheckAllValued(IReadOnlyList<IdeaRow> ideas)
    {
        var open = ideas.Where(idea => idea.StateNow == ProposalState.Open).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var named = open.Take(MostNamed).Select(idea => $"“{idea.Title}” ({idea.ProposalId})").ToList();
        throw new Refusal(
            open.Count > MostNamed ? ProposalsReasons.ManyProposalsNotValued : ProposalsReasons.ProposalsNotValued,
            [("ideas", named), ("more", open.Count - named.Count)],
            [.. open.Take(MostNamed).Select(idea => new Fault(
                $"proposals[{idea.ProposalId}].valuation", ProposalsReasons.ProposalNotValued, [("idea", idea.Title)]))]);
    }

    // Nobody can vote on words that nobody reads, and no idea drops out of a vote because somebody hid it: it is shown again, or an
    // officer says why it cannot be done.
    private static void CheckAllShown(IReadOnlyList<IdeaRow> ideas)
    {
        var hidden = ideas.Where(idea => idea.StateNow == ProposalState.Feasible && idea.IsHidden).ToList();
        if (hidden.Count > 0)
        {
            throw new Refusal(
                ProposalsReasons.ProposalsHidden,
                [("ideas", hidden.Take(MostNamed).Select(idea => $"“{idea.Title}” ({idea.ProposalId})"))]);
        }
    }

    private static void CheckSize(List<IdeaRow> onPaper)
    {
        if (!FitsIntoMessage(onPaper))
        {
            throw new Refusal(ProposalsReasons.BallotPaperFull, [("ideas", onPaper.Count)]);
        }
    }

    /// <summary>A poll with these ideas can be read in one message.</summary>
    internal static bool FitsIntoMessage(IEnumerable<IdeaRow> onPaper) => onPaper.Sum(
        idea => Encoding.UTF8.GetByteCount(idea.ProposalId) + Encoding.UTF8.GetByteCount(idea.Title) + BytesBesideText) <= MostBytes;

    private static void CheckMoney(List<AreaRow> contested)
    {
        if (contested.Count == 0)
        {
            throw new Refusal(ProposalsReasons.NothingToVoteOn);
        }

        var without = contested.Where(area => area.ReleasedMinor <= 0).ToList();
        if (without.Count > 0)
        {
            var named = without.Take(MostNamed).Select(area => $"{area.Name} ({area.AreaCode})").ToList();
            throw new Refusal(
                without.Count > MostNamed ? ProposalsReasons.ManyAreasWithoutMoney : ProposalsReasons.AreaWithoutMoney,
                [("areas", named), ("more", without.Count - named.Count)],
                [.. without.Take(MostNamed).Select(area => new Fault(
                    $"areas[{area.AreaCode}].released", ProposalsReasons.NoMoneyReleased, [("area", area.Name)]))]);
        }
    }

    private static (DateTimeOffset OpensAt, DateTimeOffset ClosesAt) Times(RoundRow round, DateTimeOffset? finishedFrom, DateTimeOffset now)
    {
        var opensAt = OpensAtOf(round, now);
        var closesAt = finishedFrom ?? round.FinishedFrom;
        var earliest = round.BallotingFrom > opensAt ? round.BallotingFrom : opensAt;
        return closesAt > earliest
            ? (opensAt, closesAt)
            : throw new Refusal(ProposalsReasons.NoTimeToVote, [("closes", closesAt), ("opens", earliest)], "finished_from");
    }

    /// <summary>When the vote opens. Nobody waits for ballots that come out of a file.</summary>
    internal static DateTimeOffset OpensAtOf(RoundRow round, DateTimeOffset now) =>
        round.IsImported || round.BallotingFrom < now ? now : round.BallotingFrom;
}
