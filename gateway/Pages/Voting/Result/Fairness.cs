using Participatory.Counting.Statutes;
using Participatory.Gateway.Pages.Shared;
using Participatory.Words;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting.Result;

/// <summary>How a contest was decided, whether a group was left short, and what another way would have given, in plain sentences.</summary>
public static class Fairness
{
    /// <summary>What the rule did.</summary>
    public static string HowDecided(Poll poll, Say say) => RuleWords.HowDecided(poll.Rule, poll.Utility, say);

    /// <summary>Who paid for a winner, as far as the rule shared it out; empty where nobody in particular did.</summary>
    public static string WhoPaid(ProjectResult project, ContestResult contest, Say say)
    {
        if (project.Paid is not { } paid)
        {
            return contest.Explanation?.Share is null ? "" : Words.Outcomes.StepFilled;
        }

        var full = say.Count(Words.Outcomes.StepPaid, paid.VotersPaid, say.Money(paid.Each));
        return paid.VotersGaveTheRest == 0 ? full : $"{full}; {say.Count(Words.Outcomes.StepRest, paid.VotersGaveTheRest)}";
    }

    /// <summary>The answer to "was anybody left short?".</summary>
    public static IEnumerable<string> Answer(ContestResult contest, Poll poll, Say say)
    {
        var groups = contest.Explanation.ShortGroups;
        if (groups.MaxBy(group => group.Voters) is not { } largest)
        {
            return [Words.Outcomes.FairNobody];
        }

        var title = HidingWords.TitleOf(contest.Projects.First(project => project.ProjectId == largest.ProjectId), say);
        List<string> answer =
            [say.Fill(Words.Outcomes.FairSome, say.Number(largest.Voters), title, ResultCharts.Percent(largest.Voters, contest.Ballots),
            say.Money(largest.Entitled))];
        if (groups.Count > 1)
        {
            answer.Add(say.Count(Words.Outcomes.FairMore, groups.Count));
        }

        if (StatuteName.Parse(poll.Rule, poll.Utility)?.Rule.GivesShares != true)
        {
            answer.Add(Words.Outcomes.FairHint);
        }

        return answer;
    }

    /// <summary>What going by the most votes would have given.</summary>
    public static IEnumerable<string> ByMostVotes(ContestResult contest, OtherOutcome other, Say say)
    {
        var there = other.ProjectIds.ToHashSet(StringComparer.Ordinal);
        var onlyHere = contest.Projects.Where(project => project.Won && !there.Contains(project.ProjectId))
            .Select(project => HidingWords.TitleOf(project, say)).ToList();
        var onlyThere = contest.Projects.Where(project => !project.Won && there.Contains(project.ProjectId))
            .Select(project => HidingWords.TitleOf(project, say)).ToList();
        if (onlyHere.Count == 0 && onlyThere.Count == 0)
        {
            return [Words.Outcomes.OtherSame];
        }

        List<string> said =
        [
            say.Count(
                Words.Outcomes.OtherWords, there.Count, ResultCharts.Percent(other.VotersWithAWinner, contest.Ballots),
                    ResultCharts.Percent(contest.Explanation.VotersWithAWinner, contest.Ballots)),
        ];
        if (onlyHere.Count > 0)
        {
            said.Add(say.Fill(Words.Outcomes.OtherOnlyHere, Quoted(onlyHere, say)));
        }

        if (onlyThere.Count > 0)
        {
            said.Add(say.Fill(Words.Outcomes.OtherOnlyThere, Quoted(onlyThere, say)));
        }

        return said;
    }

    private static string Quoted(IEnumerable<string> titles, Say say) =>
        string.Join(", ", titles.Select(title => say.Fill(Words.Outcomes.Quoted, title)));
}
