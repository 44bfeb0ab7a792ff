using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Cli.Verify;

/// <summary>
/// Checks a bundle from its first line to its last and stops at the first thing that is wrong. Written from the page of
/// services/Voting/README.md; it shares no code with the service that made the bundle.
/// </summary>
internal sealed class Verifier(BundleReader reader)
{
    private readonly HashSet<string> cards = new(StringComparer.Ordinal);
    private BundleLine line = BundleLine.End(0);

    public PollTerms Poll { get; private set; } = null!;

    public BundleLog Log { get; private set; } = null!;

    /// <summary>The verifier key that stands in the bundle.</summary>
    public string Key { get; private set; } = "";

    public List<BundleContest> Contests { get; } = [];

    /// <summary>Whether there is a result; before it a bundle is its log.</summary>
    public bool IsDeclared { get; private set; }

    /// <summary>Checks everything.</summary>
    /// <param name="trusted">The key that the reader knows from elsewhere; null to take the bundle's word for it.</param>
    /// <param name="keptCheckpoint">A checkpoint that the reader kept earlier, or null.</param>
    /// <exception cref="BundleFault">The first thing that is wrong.</exception>
    public async Task Verify(string? trusted, string? keptCheckpoint, CancellationToken cancellation)
    {
        await Next(cancellation);
        using var notes = ReadHead(trusted);
        await Next(cancellation);
        Poll = PollTerms.Read(line.Expect("poll"));
        if (!Log.IsOf(Poll.PollId))
        {
            throw line.Fault("poll", "This is another poll than the one of the log.");
        }

        await Next(cancellation);
        if (keptCheckpoint is not null)
        {
            Log.Keep(line, keptCheckpoint);
        }

        await ReadLog(cancellation);
        if (line.Kind != "signature")
        {
            await ReadResult(cancellation);
        }

        CheckSignature(notes);
        await Next(cancellation);
        line.Expect("end");
    }

    private async Task Next(CancellationToken cancellation) => line = await reader.Next(cancellation);

    private SignedNotes ReadHead(string? trusted)
    {
        line.Expect("bundle").Only("format", "poll_id", "origin", "key");
        if (line.Number64("format") != 1)
        {
            throw line.Fault("format", "This bundle is newer than this program.");
        }

        Key = line.Text("key");
        if (trusted is not null && trusted != Key)
        {
            throw line.Fault("key", "This bundle is signed with another key than the one you trust.");
        }

        var notes = SignedNotes.Read(Key) ?? throw line.Fault("key", "This is no key that this program can use.");
        var origin = line.Text("origin");
        if (origin != $"{notes.Name}/polls/{line.Text("poll_id")}")
        {
            throw line.Fault("origin", "The origin of the log is not that of this key and poll.");
        }

        Log = new BundleLog(notes, origin, line.Text("poll_id"));
        return notes;
    }

    private async Task ReadLog(CancellationToken cancellation)
    {
        for (; line.Kind == "checkpoint"; await Next(cancellation))
        {
            Log.TakeCheckpoint(line, line.Text());
        }

        for (; line.Kind == "leaf"; await Next(cancellation))
        {
            Log.TakeLeaf(line);
        }

        Log.End(line);
    }

    private async Task ReadResult(CancellationToken cancellation)
    {
        IsDeclared = true;
        if (Log.Checkpoints == 0)
        {
            throw line.Fault("checkpoint", "There is a result and no checkpoint.");
        }

        var voted = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var contest in Poll.Contests)
        {
            line.Expect("roll").Only("area", "voters", "voted", "not_counted");
            CheckArea(contest);
            // A spoiled paper ballot is of somebody who has voted, and is counted nowhere.
            voted[contest.Area] = line.Number64("voted") <= line.Number64("voters")
                ? line.Number64("voted") - line.Number64("not_counted")
                : throw line.Fault("voters and roll", "More people are marked as having voted than are on the roll.");
            await Next(cancellation);
        }

        foreach (var contest in Poll.Contests)
        {
            await ReadContest(contest, voted[contest.Area], cancellation);
        }

        Log.CheckAllExplained(line);
        CheckResultHash();
        await Next(cancellation);
        line.Expect("signature");
    }

    private async Task ReadContest(ContestTerms terms, long voted, CancellationToken cancellation)
    {
        var contest = new BundleContest(Poll, terms, Log, voted);
        for (; line.Kind == "ballot"; await Next(cancellation))
        {
            CheckArea(terms);
            contest.TakeBallot(line, cards);
        }

        for (; line.Kind == "before"; await Next(cancellation))
        {
            CheckArea(terms);
            contest.TakeBefore(line);
        }

        for (; line.Kind == "pb"; await Next(cancellation))
        {
            CheckArea(terms);
            contest.TakePb(line);
        }

        line.Expect("result");
        CheckArea(terms);
        contest.TakeResult(line, cancellation);
        Contests.Add(contest);
        await Next(cancellation);
    }

    private void CheckArea(ContestTerms contest)
    {
        if (line.Text("area") != contest.Area)
        {
            throw line.Fault("area", $"This is about {line.Text("area")}, and {contest.Area} is due.");
        }
    }

    private void CheckResultHash()
    {
        line.Expect("result_hash");
        var text = $"participatory-result-1\npoll;{Poll.PollId}\nfrozen;{Poll.FrozenHash}\n"
            + $"{string.Concat(Contests.Select(contest => contest.ResultLine))}";
        if (Hashes.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != line.Hash())
        {
            throw line.Fault("result hash", "The fingerprint of the result is not that of this poll and these counts.");
        }

        foreach (var contest in Contests.Where(contest => contest.Header is not null))
        {
            foreach (var (key, due) in new[] { ("poll_id", Poll.PollId), ("area_code", contest.Area), ("frozen_hash", Poll.FrozenHash),
                ("result_hash", line.Hash()) })
            {
                if (contest.Header!.Noted(key) != due)
                {
                    throw new BundleFault(contest.HeaderLine, "pb file", $"The .pb file of {contest.Area} has another {key}.");
                }
            }
        }
    }

    private void CheckSignature(SignedNotes notes)
    {
        var text = notes.Open(line.Expect("signature").Text()) ?? throw line.Fault("signature", "The log's key has not signed this.");
        string[] due =
        [
            "participatory-bundle-1", Log.Origin, reader.Before.ToString(CultureInfo.InvariantCulture),
            Convert.ToBase64String(reader.HashBefore()),
        ];
        if (!text.SequenceEqual(due, StringComparer.Ordinal))
        {
            throw line.Fault("signature", "What was signed is not this bundle: a line was changed, added or taken away.");
        }
    }
}
