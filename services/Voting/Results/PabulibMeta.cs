using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;
using Participatory.Platform.Calls;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using static Participatory.Voting.Results.ExportElection;
using Amounts = Participatory.Words.Amounts;
using Completion = Participatory.Counting.Rules.Completion;

namespace Participatory.Voting.Results;

/// <summary>
/// META of a contest's .pb file: Pabulib's keys in Pabulib's order, as its checker (github.com/pabulib/checker) wants them, and in
/// <c>comment</c> what a count needs beside them to come out the same.
/// </summary>
/// <param name="country">As people call it in English, such as "United Kingdom".</param>
/// <param name="words">With the council's time zone.</param>
internal sealed class PabulibMeta(Country country, ServiceWords words)
{
    public List<KeyValuePair<string, string>> Of(StoredPoll poll, ContestRow contest, Result result)
    {
        var row = poll.Row;
        var declared = result.Contests.Single(outcome => outcome.AreaCode == contest.AreaCode);
        var paper = poll.Papers()[contest.AreaCode];
        var mostCost = paper.MostCostMinor(row);
        var last = words.Say.LastDayOf(row.ClosesAt);
        List<KeyValuePair<string, string?>> meta =
        [
            new("description", OneLine(row.Title)),
            new("country", country.Name),
            new("unit", OneLine(contest.AreaName)),
            new("instance", Number(last.Year)),
            new("num_projects", Number(poll.ProjectsOf(contest).Count())),
            new("num_votes", Number(contest.Ballots)),
            new("budget", Amounts.Plain(contest.BudgetMinor, row.Currency)),
            new("vote_type", PollRules.CountedAs(row).ToPabulib()),
            new("rule", RuleName(poll, contest, declared)),
            new("date_begin", Date(words.Say.DayOf(row.OpensAt))),
            new("date_end", Date(last)),
            new("min_length", Number(paper.Fewest(row))),
            new("max_length", row.MaxLength > 0 ? Number(row.MaxLength) : null),
            new("max_sum_cost", mostCost is { } most ? Amounts.Plain(most, row.Currency) : null),
            new("max_points", row.MaxPoints > 0 ? Number(row.MaxPoints) : null),
            new("max_sum_points", row.MaxSumPoints > 0 ? Number(row.MaxSumPoints) : null),
            new("min_project_score_threshold", Number(PollRules.Threshold(row.MinVotes))),
            new("currency", row.Currency),
            // It says that there was money for everything, which readers would take for a mistake.
            new("fully_funded", declared.Projects.Sum(project => project.Cost.AmountMinor) <= contest.BudgetMinor ? "1" : null),
            new("comment", PbComment.Write(Notes(poll.Row, contest, result))),
        ];
        return [.. meta.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))];
    }

    private static IEnumerable<KeyValuePair<string, string>> Notes(PollRow row, ContestRow contest, Result result)
    {
        yield return new("rule", row.RuleName);
        yield return new("utility", row.Utility);
        yield return new("ties", row.TieOrder);
        yield return new("poll_id", row.PollId);
        yield return new("area_code", contest.AreaCode);
        yield return new("frozen_hash", row.FrozenHash);
        yield return new("result_hash", result.ResultHash);
        if (row.IsImported)
        {
            yield return new("imported_from", OneLine(row.ImportedFrom).Replace("#", "no. ", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// The rule by the nearest name that Pabulib has and that says nothing untrue: "greedy-custom" where more than votes decided,
    /// "unknown" where it has none. Ours stands in the comment.
    /// </summary>
    private static string RuleName(StoredPoll poll, ContestRow contest, ContestResult declared)
    {
        var row = poll.Row;
        var name = StatuteName.Parse(row.RuleName, row.Utility);
        var byVotes = row.Utility == "cost";
        return row.RuleName switch
        {
            "greedy" => byVotes && Follows(poll, contest, declared, skips: true) ? "greedy-threshold" : "greedy-custom",
            "greedy-no-skip" => byVotes && Follows(poll, contest, declared, skips: false) ? "greedy-no-skip" : "greedy-custom",
            "equal-shares" when byVotes && row.MinVotes <= 1 && name?.Completion == Completion.None => "equalshares",
            "equal-shares/add1" when byVotes && row.MinVotes <= 1 => "equalshares/add1",
            _ => "unknown",
        };
    }

    // Equal votes are taken in the order of the file by whoever has no other; where ours chose otherwise it was by more than votes.
    private static bool Follows(StoredPoll poll, ContestRow contest, ContestResult declared, bool skips)
    {
        var (left, ended) = (contest.BudgetMinor, false);
        var places = poll.ProjectsOf(contest).Index().ToDictionary(
            project => project.Item.ProjectId, project => project.Index, StringComparer.Ordinal);
        foreach (var project in declared.Projects.OrderByDescending(project => project.Votes)
            .ThenBy(project => places[project.ProjectId]).Where(IsEnough))
        {
            var wins = !ended && project.Cost.AmountMinor <= left;
            ended |= !wins && !skips;
            left -= wins ? project.Cost.AmountMinor : 0;
            if (wins != project.Won)
            {
                return false;
            }
        }

        return declared.Projects.All(project => !project.Won || IsEnough(project));

        bool IsEnough(ProjectResult project) => project.Votes >= PollRules.Threshold(poll.Row.MinVotes);
    }

    private static string Date(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}

/// <summary>Where the council is.</summary>
/// <param name="Name">In English, as ISO 3166 has it.</param>
internal sealed record Country(string Name)
{
    /// <summary>The setting <c>Council:Country</c>, such as GB; where it is not said, that of the council's first language.</summary>
    /// <exception cref="InvalidOperationException">There is no such country.</exception>
    public static Country Read(IConfiguration configuration)
    {
        var code = configuration["Council:Country"] is { Length: > 0 } named ? named
            : Words.Language.Spoken(configuration.GetSection("Council:Languages").Get<string[]>())[0].Name.Split('-') is [_, .., var region]
                ? region : "GB";
        try
        {
            return new Country(new RegionInfo(code).EnglishName);
        }
        catch (ArgumentException)
        {
            throw new InvalidOperationException($"Council:Country is {code}; it has to be the two letters of a country, such as GB.");
        }
    }
}
