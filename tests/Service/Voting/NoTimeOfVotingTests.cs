using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Mixing;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// Whoever saw somebody at the library's computer at 14:07 finds nothing of 14:07: sixty people vote, each at a time that the test knows,
/// and every value of every table, every byte of every file and every line that is logged or traced is read as a time in whatever way it
/// can be.
/// </summary>
public sealed partial class NoTimeOfVotingTests
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(61.734201);

    [Theory, EveryDatabase]
    public async Task Nothing_that_is_kept_says_at_what_time_somebody_voted_only_on_which_day(string engine)
    {
        using var said = new Listening();
        var (polling, codes) = await Polling.WithVoters(engine, 60, more: builder =>
        {
            Polling.WithoutClock(builder);
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(said);
        });
        await using var _ = polling;
        var clock = polling.Service.Clock;
        clock.Advance(TimeSpan.FromHours(2));
        await AllIsSent(polling);
        var files = new List<byte[]>();
        var times = new List<DateTimeOffset>();
        var began = DateTimeOffset.UtcNow;
        foreach (var (at, code) in codes.Index())
        {
            times.Add(clock.Now);
            var request = Polling.Ballot(code, at % 2 == 0 ? "bench" : "choir");
            await polling.Public.CastBallotAsync(request);
            if (at % 7 == 0)
            {
                clock.Advance(TimeSpan.FromSeconds(17.003));
                times.Add(clock.Now);
                await polling.Public.CastBallotAsync(Polling.Change(request.Card, 1, "swings"));
            }

            clock.Advance(Apart);
            if (at is 30 or 59)
            {
                files.AddRange(Files(polling));
                await polling.Service.Services.GetRequiredService<MixClock>().Tick(TestContext.Current.CancellationToken);
                files.AddRange(Files(polling));
            }
        }

        var ended = DateTimeOffset.UtcNow;
        var known = new Times(times, began, ended);
        Assert.Empty(await Tables(polling, known));
        Assert.Empty(files.SelectMany(known.In).Distinct());
        Assert.DoesNotContain(said.Lines, known.IsSaidIn);
        Assert.True(said.Lines.Count > 100, "Nothing was logged, so nothing was searched.");

        clock.Advance(TimeSpan.FromDays(1));
        await polling.Close();
        await polling.Declare();
        Assert.Empty(await Tables(polling, known));
        Assert.Empty(Files(polling).SelectMany(known.In).Distinct());
        Assert.DoesNotContain(said.Lines, known.IsSaidIn);
        Assert.False(known.IsSaidIn(Encoding.UTF8.GetString(await polling.Bundle())));
    }

    [Fact]
    public void A_time_is_recognised_in_each_way_in_which_it_could_have_been_written()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 34, 56, 789, TimeSpan.Zero);
        var known = new Times(
            [noon, noon + Apart, noon + (2 * Apart), noon + (3 * Apart)], noon.AddYears(1), noon.AddYears(1).AddSeconds(9));
        foreach (var value in (object[])[
            Times.Micros(noon), Times.Micros(noon) / 1_000, Times.Micros(noon) / 1_000_000, noon.UtcTicks, "2026-03-01T12:34:56.789Z",
            "2026-03-01 12:34:56", "2026-03-01T12:34", "seen at 12:34:56", "1772368496", noon.UtcDateTime])
        {
            Assert.True(known.Is(value), $"{value} is not taken for a time.");
        }

        Assert.False(known.Is("2026-03-01"));
        Assert.False(known.Is(noon.AddDays(1)));
        Assert.NotEmpty(known.In([1, 2, .. Times.BigEndian(Times.Micros(noon)), 3]));
        Assert.NotEmpty(known.In(Encoding.UTF8.GetBytes("x2026-03-01T12:34:56.7890000Zx")));
        // The second, or the minute, of the day in a column of plain numbers.
        Assert.True(known.AreOfTheDay([45_296L, 45_358L, 45_420L, 7L]));
        Assert.True(known.AreOfTheDay([754, 755, 757]));
        Assert.False(known.AreOfTheDay([1L, 2L, 3L, 754L]));
    }

    // What was said when the poll opened is sent by the clock on the wall.
    private static async Task AllIsSent(Polling polling)
    {
        var until = DateTime.UtcNow.AddMinutes(1);
        for (var waits = true; waits; await Task.Delay(50))
        {
            await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
            Assert.True(DateTime.UtcNow < until, "The news of the opened poll was not sent within a minute.");
            waits = await session.One<long>(new Sql("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL")) > 0;
        }
    }

    private static async Task<IReadOnlyList<string>> Tables(Polling polling, Times known)
    {
        var found = new List<string>();
        foreach (var column in (await Cell.AllOf(polling.Service.Database)).GroupBy(cell => $"{cell.Table}.{cell.Column}"))
        {
            var values = column.Select(cell => cell.Value).OfType<object>().ToList();
            if (values.Find(known.Is) is { } time)
            {
                found.Add($"{column.Key} says when somebody voted: {time}");
            }
            else if (known.AreOfTheDay(values))
            {
                found.Add($"{column.Key} says at which second or minute of the day people voted.");
            }
        }

        return found;
    }

    private static IEnumerable<byte[]> Files(Polling polling)
    {
        var file = polling.Service.Database.File;
        return Directory.EnumerateFiles(polling.Service.Data, "*", SearchOption.AllDirectories)
            .Concat(file is null ? [] : (string[])[file, file + "-wal"]).Where(File.Exists).Select(path =>
            {
                using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                open.CopyTo(bytes);
                return bytes.ToArray();
            });
    }

    /// <summary>The times at which people voted: by the clock of the service, and by the clock on the wall.</summary>
    private sealed partial class Times(IReadOnlyList<DateTimeOffset> times, DateTimeOffset began, DateTimeOffset ended)
    {
        private readonly HashSet<string> clock = [.. times.Select(time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture))];
        private readonly List<byte[]> patterns =
        [
            .. times.SelectMany(time => new[]
            {
                BigEndian(Micros(time)), BigEndian(Micros(time) / 1_000_000 * 1_000_000), BigEndian(Micros(time) / 60_000_000 * 60_000_000),
                BigEndian(Micros(time) / 1_000)[2..], BigEndian(time.UtcTicks), BitConverter.GetBytes(time.UtcTicks),
                BitConverter.GetBytes(Micros(time)), BitConverter.GetBytes(Micros(time) / 1_000)[..6],
                Encoding.UTF8.GetBytes(time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)),
                Encoding.UTF8.GetBytes(time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                Encoding.UTF8.GetBytes(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            }),
        ];

        public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

        public static byte[] BigEndian(long number)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            return bytes;
        }

        /// <summary>The value is a time while people voted, in seconds or finer.</summary>
        public bool Is(object value) => value switch
        {
            DateTime time => Within(new DateTimeOffset(time, TimeSpan.Zero)),
            DateTimeOffset time => Within(time),
            long or int => IsNumber(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            string text => IsSaidIn(text) || (long.TryParse(text, CultureInfo.InvariantCulture, out var number) && IsNumber(number)),
            byte[] bytes => In(bytes).Any(),
            _ => false,
        };

        /// <summary>The text has a time of day in it at which somebody voted.</summary>
        public bool IsSaidIn(string text) =>
            Instant().Matches(text).Any(match => DateTimeOffset.TryParse(
                match.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && Within(time))
            || TimeOfDay().Matches(text).Any(match => clock.Contains(match.Value));

        /// <summary>Three numbers or more are the second, or the minute, of the day at which three people voted.</summary>
        public bool AreOfTheDay(IReadOnlyCollection<object> values)
        {
            var numbers = values.Where(value => value is long or int).Select(value => Convert.ToInt64(value, CultureInfo.InvariantCulture))
                .ToHashSet();
            return times.Count(time => numbers.Contains((long)time.TimeOfDay.TotalSeconds)) >= 3
                || times.Count(time => numbers.Contains((long)time.TimeOfDay.TotalMinutes)) >= 3;
        }

        /// <summary>The times that stand in these bytes in any way of writing numbers or text.</summary>
        public IEnumerable<string> In(byte[] bytes) => patterns
            .Where(pattern => bytes.AsSpan().IndexOf(pattern) >= 0)
            .Select(pattern => $"{Convert.ToHexString(pattern)} ({Encoding.Latin1.GetString(pattern)})");

        private bool IsNumber(long number) => Within(number, 1_000_000) || Within(number, 1_000) || Within(number, 1)
            || (number > DateTime.UnixEpoch.Ticks && number < DateTime.MaxValue.Ticks && Within(new DateTimeOffset(number, TimeSpan.Zero)));

        private bool Within(long number, long perSecond) => number / perSecond is > 0 and < 100_000_000_000
            && Within(DateTimeOffset.UnixEpoch.AddMicroseconds((double)number * (1_000_000 / perSecond)));

        // To the minute, so that what was cut off counts, too.
        private bool Within(DateTimeOffset time) =>
            (time >= times[0].AddMinutes(-1) && time <= times[^1]) || (time >= began && time <= ended);

        [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z?", RegexOptions.ExplicitCapture, 10_000)]
        private static partial Regex Instant();

        [GeneratedRegex("[0-9]{2}:[0-9]{2}:[0-9]{2}", RegexOptions.ExplicitCapture, 10_000)]
        private static partial Regex TimeOfDay();
    }
}
