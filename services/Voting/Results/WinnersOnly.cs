using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;
using Loss = Participatory.Types.V1.Loss;
using LossReason = Participatory.Types.V1.LossReason;

namespace Participatory.Voting.Results;

/// <summary>
/// Where few have voted, or all alike, numbers tell how somebody voted. Of such a contest only the winners are public, and
/// hashes with which two observers, who may see the ballots, can check them.
/// </summary>
internal static class WinnersOnly
{
    /// <summary>With fewer ballots than this somebody could be recognised.</summary>
    public const int FewestBallots = 20;

    /// <summary>Whether a contest is one of these. What was published before needs no hiding.</summary>
    public static bool Applies(PollRow poll, Election election) =>
        !poll.IsImported && (election.BallotCount < FewestBallots || election.DistinctBallots == 1);

    /// <summary>
    /// What is said to those who did not win: which of the three it is anybody can see from the number of ballots, which is public.
    /// </summary>
    public static Loss WhyNot(Election election) => election.BallotCount switch
    {
        // Of nobody's ballot there is nothing to hide.
        0 => new Loss { Reason = LossReason.NoVotes },
        < FewestBallots => new Loss { Reason = LossReason.FewVoted, Needed = FewestBallots },
        _ => new Loss { Reason = LossReason.AllAlike },
    };

    /// <summary>What may be said of it: who won, in the order of the ballot paper.</summary>
    public static ContestResult Of(ContestResult full, IEnumerable<ProjectRow> onPaper, Loss whyNot)
    {
        var result = new ContestResult
        {
            AreaCode = full.AreaCode,
            AreaName = full.AreaName,
            Budget = full.Budget,
            Spent = full.Spent,
            Voters = full.Voters,
            Ballots = full.Ballots,
            WinnersOnly = true,
        };
        var byId = full.Projects.ToDictionary(project => project.ProjectId, StringComparer.Ordinal);
        result.Projects.AddRange(onPaper.Select(project => byId[project.ProjectId]).Select(project =>
            new ProjectResult
            {
                ProjectId = project.ProjectId,
                Title = project.Title,
                Cost = project.Cost,
                Won = project.Won,
                Loss = project.Won ? null : whyNot.Clone(),
            }));
        return result;
    }

    /// <summary>What hides the fingerprint of such a count: with few ballots one could else try all that are possible.</summary>
    public static string Salt(CodeKey key, string pollId, string areaCode) => Convert.ToHexStringLower(key.SaltOf(pollId, areaCode));

    /// <summary>The fingerprint, hidden: the digest of "participatory-sealed-count-1", salt, election hash, outcome hash.</summary>
    public static string SealedHash(string salt, Election election, Outcome outcome) =>
        Convert.ToHexStringLower(Digest.Of("participatory-sealed-count-1", salt, ElectionHash.Of(election), OutcomeHash.Of(outcome)));
}
