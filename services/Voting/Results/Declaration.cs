using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Participatory.Contracts.Voting;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Types.V1;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;
using Loss = Participatory.Types.V1.Loss;
using Tie = Participatory.Voting.V1.Tie;

namespace Participatory.Voting.Results;

/// <summary>Says a count: to the world as a <see cref="Result"/>, to the other services as a <see cref="ResultDeclared"/>.</summary>
internal sealed class Declaration(
    StoredPoll poll, IReadOnlyList<ContestCount> counts, ILookup<string, BatchTurnout> letters, CodeKey key)
{
    private readonly string currency = poll.Row.Currency;

    // What a ring-fence needs to know of a count whose numbers stay closed: who comes before whom.
    private readonly Dictionary<(string Area, string Project), int> places = [];

    /// <summary>The result as it is published and kept.</summary>
    public Result ToMessage(string declaredBy, DateTimeOffset declaredAt)
    {
        var result = new Result
        {
            PollId = poll.Row.PollId,
            DeclareTime = declaredAt.ToTimestamp(),
            DeclaredBy = declaredBy,
        };
        result.Contests.AddRange(counts.Select(PublicResult));
        result.ResultHash = HashOf(result, poll.Row.FrozenHash);
        return result;
    }

    /// <summary>The message on the bus, about the result that was made before.</summary>
    public ResultDeclared ToEvent(Result result) => new(
        result.PollId,
        RoundId: result.PollId,
        currency,
        result.DeclareTime.ToDateTimeOffset(),
        result.ResultHash,
        [.. result.Contests.Select(contest => new ContestDeclared(
            contest.AreaCode,
            contest.Budget.AmountMinor,
            contest.Ballots,
            [.. contest.Projects.Select(project => new ProjectDeclared(
                project.ProjectId,
                project.Title,
                project.Cost.AmountMinor,
                project.Votes,
                project.Won,
                project.Loss is { } loss ? ToMessage(loss) : null,
                places.GetValueOrDefault((contest.AreaCode, project.ProjectId))))]))]);

    /// <summary>
    /// The fingerprint of the whole count: SHA-256 over UTF-8 lines, each ended by a line feed: <c>participatory-result-1</c>,
    /// <c>poll;id</c>, <c>frozen;hash</c>, then for each contest in the order of the poll
    /// <c>contest;area code;</c><see cref="ElectionHash"/><c>;</c><see cref="OutcomeHash"/>, or, where only the winners are
    /// public, <c>contest;area code;sealed;</c><see cref="WinnersOnly.SealedHash"/>.
    /// </summary>
    public static string HashOf(Result result, string frozenHash)
    {
        var text = new StringBuilder("participatory-result-1\n");
        text.Append("poll;").Append(result.PollId).Append("\nfrozen;").Append(frozenHash).Append('\n');
        foreach (var contest in result.Contests)
        {
            text.Append("contest;").Append(contest.AreaCode).Append(';')
                .Append(contest.WinnersOnly ? "sealed" : contest.ElectionHash).Append(';')
                .Append(contest.WinnersOnly ? contest.SealedHash : contest.OutcomeHash).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private LossDeclared ToMessage(Loss loss) => new(
        JsonNamingPolicy.SnakeCaseLower.ConvertName(loss.Reason.ToString()),
        currency,
        loss.Votes,
        loss.Cost?.AmountMinor ?? 0,
        loss.Left?.AmountMinor,
        loss.Budget?.AmountMinor,
        loss.Needed,
        loss.PaidPercent,
        loss.MoreVotes,
        loss.VotesNotEnough,
        loss.InPoints,
        loss.WinsAt?.AmountMinor,
        loss.WinsAtIsHighest);

    private ContestResult PublicResult(ContestCount count)
    {
        var full = ToMessage(count);
        foreach (var (at, project) in full.Projects.Where(project => project.Votes > 0).OrderByDescending(project => project.Votes).Index())
        {
            places[(full.AreaCode, project.ProjectId)] = at + 1;
        }

        if (!WinnersOnly.Applies(poll.Row, count.Election))
        {
            full.LetterBatches.AddRange(letters[full.AreaCode]);
            (full.ElectionHash, full.OutcomeHash) = (ElectionHash.Of(count.Election), OutcomeHash.Of(count.Outcome));
            return full;
        }

        var result = WinnersOnly.Of(full, poll.ProjectsOf(count.Contest), WinnersOnly.WhyNot(count.Election));
        result.SealedHash = WinnersOnly.SealedHash(
            WinnersOnly.Salt(key, poll.Row.PollId, count.Contest.AreaCode), count.Election, count.Outcome);
        return result;
    }

    private ContestResult ToMessage(ContestCount count)
    {
        var (contest, outcome) = (count.Contest, count.Outcome);
        var said = new Explained(count, currency, PollRules.Threshold(poll.Row.MinVotes));
        var result = new ContestResult
        {
            AreaCode = contest.AreaCode,
            AreaName = contest.AreaName,
            Budget = Amount(contest.BudgetMinor),
            Spent = Amount(outcome.Cost),
            Voters = contest.Voters,
            Ballots = contest.Ballots,
            Explanation = said.Whole(),
        };
        result.Projects.AddRange(said.Projects());
        foreach (var tied in outcome.Ties)
        {
            var tie = new Tie { ChosenProjectId = tied.Projects[0].Id };
            tie.ProjectIds.AddRange(tied.Projects.Select(project => project.Id));
            result.Ties.Add(tie);
        }

        return result;
    }

    private Money Amount(long minor) => new() { AmountMinor = minor, Currency = currency };
}
