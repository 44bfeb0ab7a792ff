using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Ballots;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// Ten thousand people vote, and everything that is left of it anywhere is searched for what stands both with a voter and
/// with a ballot: tables, messages, the bundle, the .pb file, every line that was logged and every span that was traced.
/// </summary>
public sealed class NothingSharedTests
{
    private const int Voters = 10_000;

    private static readonly string[] OfTheRoll = ["roll_entry", "turnout", "sealed_ballot", "mix"];
    private static readonly string[] OfTheBallots = ["ballot", "ballot_before", "log_waiting", "log_leaf", "log_checkpoint"];

    // What a poll says of itself to everybody; it stands with both.
    private static readonly string[] OfThePoll = [Polling.PollId, Polling.Elm, Polling.Oak];

    [Fact]
    public async Task Nothing_leads_from_a_voter_to_a_ballot()
    {
        using var said = new Listening();
        var polling = await Polling.WithPoll("sqlite", more: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddProvider(said);
        });
        await using var running = polling;
        await polling.ImportRoll(Polling.Csv(Enumerable.Range(1, Voters).Select(number => $"VOTER{number:D5},{Polling.Elm}")));
        var letters = await polling.Letters();
        await polling.Open();
        var cast = new ConcurrentBag<(Letter Letter, CastBallotRequest Request, Receipt Receipt)>();
        var order = new ConcurrentQueue<(string VoterId, string BallotKey)>();
        string[][] choices = [["bench"], ["swings", "choir"], ["choir"], ["hall", "bench"]];
        await Parallel.ForEachAsync(letters.Index(), new ParallelOptions { MaxDegreeOfParallelism = 128 }, async (letter, cancellation) =>
        {
            var request = Polling.Ballot(letter.Item.Code, choices[letter.Index % 4]);
            cast.Add((letter.Item, request,
                await polling.Public.CastBallotAsync(request, deadline: Polling.Soon(), cancellationToken: cancellation)));
            order.Enqueue((letter.Item.VoterId, Convert.ToHexString(BallotCard.Read(request.Card, out _)!.Value.KeyIn(Polling.PollId))));
        });

        var roll = await Values(polling, OfTheRoll);
        var ballots = await Values(polling, OfTheBallots);
        Assert.True(roll.Count > Voters && ballots.Count > Voters);
        Assert.Empty(roll.Intersect(ballots).Except(OfThePoll));
        await NoOrder(polling, [.. order]);

        await polling.Close();
        await polling.Declare();
        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["the bundle"] = System.Text.Encoding.UTF8.GetString(await polling.Bundle()),
            ["the .pb file"] = await polling.Export(),
            ["messages and requests"] = string.Join('\n', await Values(polling, ["outbox", "inbox", "request", "result"])),
            ["the log file and traces"] = said.Everything(),
        };
        var voters = letters.SelectMany(
            letter => new[] { letter.VoterId, letter.Code, letter.Code.Replace("-", "", StringComparison.Ordinal)[..16] })
            .ToHashSet(StringComparer.Ordinal);
        var secrets = cast.SelectMany(one => new[] { one.Request.Card, one.Request.Card[..26], one.Request.RequestId })
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (place, text) in places)
        {
            var words = text.Split([' ', '\n', '"', ',', ';', ':', '/', '=', '(', ')', '\'', '{', '}', '[', ']'],
                StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            Assert.True(!words.Overlaps(voters), $"A voter's id or code stands in {place}.");
            Assert.True(!words.Overlaps(secrets), $"A card or a request id stands in {place}.");
        }

        // What is said while people vote names no ballot either.
        var tracking = cast.Select(one => one.Receipt.TrackingCode).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(places["the log file and traces"].Split([' ', '\n', '"', ',', '='], StringSplitOptions.RemoveEmptyEntries),
            tracking.Contains);
        Assert.True(places["the log file and traces"].Length > 100_000, "Nothing was logged or traced, so nothing was searched.");
    }

    // Where a row stands tells nothing about when it came, nor one table's order about the other's.
    private static async Task NoOrder(Polling polling, List<(string VoterId, string BallotKey)> order)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        var keys = await session.Many<byte[]>(new Sql("SELECT ballot_key FROM ballot"));
        // The last ones wait to be mixed.
        Assert.True(keys.Count > Voters / 2);
        var place = keys.Index().ToDictionary(key => Convert.ToHexString(key.Item), key => key.Index, StringComparer.Ordinal);
        order.RemoveAll(one => !place.ContainsKey(one.BallotKey));
        Assert.InRange(Correlation([.. order.Select((one, at) => ((double)at, (double)place[one.BallotKey]))]), -0.05, 0.05);
        Assert.InRange(Correlation([.. order.Select(one => (double.Parse(one.VoterId[5..], null), (double)place[one.BallotKey]))]),
            -0.05, 0.05);
    }

    private static double Correlation(List<(double X, double Y)> pairs)
    {
        var (meanX, meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        return pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY))
            / Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.X - meanX, 2)) * pairs.Sum(pair => Math.Pow(pair.Y - meanY, 2)));
    }

    // Every value that is long enough to point at somebody; short numbers and the day of voting are not.
    private static async Task<HashSet<string>> Values(Polling polling, IEnumerable<string> tables)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            foreach (IDictionary<string, object?> row in await session.Many<dynamic>(new Sql($"SELECT * FROM {table}")))
            {
                values.UnionWith(row.Values.OfType<object>()
                    .Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : $"{value}").Where(value => value.Length >= 6));
            }
        }

        return values;
    }
}
