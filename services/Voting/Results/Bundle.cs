using System.Text;
using System.Text.Json;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Log;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Results;

/// <summary>Everything that it takes to check a result, line by line; README.md says what each line is and how to check it.</summary>
internal sealed class Bundle(Database database, ExportElection election, CodeKey codeKey, LogKey logKey)
{
    private const int BatchSize = 1_000;

    private static readonly Sql SelectCheckpoints = new("""
        SELECT tree_size, note, edge FROM log_checkpoint WHERE poll_id = @pollId AND tree_size <= @size ORDER BY tree_size
        """);

    private static readonly Sql SelectLeaves = new("""
        SELECT leaf_hash FROM log_leaf WHERE poll_id = @pollId AND position >= @from AND position < @to ORDER BY position
        """);

    // Of a poll whose roll is gone, or just going, what was counted before.
    private static readonly Sql SelectVoted = new("""
        SELECT c.area_code, COALESCE(r.voted, (
            SELECT COUNT(*) FROM turnout t JOIN roll_entry v ON v.poll_id = t.poll_id AND v.position = t.roll_position
            WHERE t.poll_id = c.poll_id AND v.area_code = c.area_code)) AS voted
        FROM contest c LEFT JOIN removed_roll r ON r.poll_id = c.poll_id AND r.area_code = c.area_code
        WHERE c.poll_id = @pollId
        """);

    private static readonly Sql SelectBallots = new("""
        SELECT ballot_key, area_code, choices, version, salt FROM ballot
        WHERE poll_id = @pollId AND area_code = @areaCode AND ballot_key > @after ORDER BY ballot_key {limit @count}
        """);

    private static readonly Sql SelectBefore = new("""
        SELECT e.ballot_key, e.version, e.choices_hash
        FROM ballot_before e JOIN ballot b ON b.poll_id = e.poll_id AND b.ballot_key = e.ballot_key
        WHERE e.poll_id = @pollId AND b.area_code = @areaCode ORDER BY e.ballot_key, e.version
        """);

    /// <summary>Writes the bundle of a poll; without a result only its log.</summary>
    /// <param name="closedToo">Whether the ballots of contests with few voters are shown, too.</param>
    public async Task Write(BundleLines lines, StoredPoll poll, Result? result, bool closedToo, CancellationToken cancellation)
    {
        await lines.Write("bundle", json =>
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            json.WriteString("poll_id", poll.Row.PollId);
            json.WriteString("origin", logKey.OriginOf(poll.Row.PollId));
            json.WriteString("key", logKey.Verifier);
            json.WriteEndObject();
        });
        await lines.Write("poll", FrozenHash.Text(poll));
        await WriteLog(lines, poll.Row.PollId, cancellation);
        if (result is null)
        {
            await lines.Sign(logKey, poll.Row.PollId);
            return;
        }

        await WriteRoll(lines, poll, cancellation);
        foreach (var (contest, declared) in poll.Contests.Zip(result.Contests))
        {
            var open = !declared.WinnersOnly || closedToo;
            await WriteBallots(lines, poll, contest, open, cancellation);
            if (!declared.WinnersOnly)
            {
                await WriteElection(lines, poll, contest, result, cancellation);
            }

            await WriteResult(lines, poll, declared, open);
        }

        await lines.Write("result_hash", result.ResultHash);
        await lines.Sign(logKey, poll.Row.PollId);
    }

    private async Task WriteLog(BundleLines lines, string pollId, CancellationToken cancellation)
    {
        long size;
        await using (var session = await database.Read(cancellation))
        {
            size = (await PollLog.LoadNewest(session, pollId))?.TreeSize ?? 0;
            foreach (var checkpoint in await session.Many<CheckpointRow>(SelectCheckpoints, new { pollId, size }))
            {
                await lines.Write("checkpoint", checkpoint.Note);
            }
        }

        for (var from = 0L; from < size; from += BatchSize)
        {
            // A caller may read as slowly as it likes: nothing is held open in the database in the meantime.
            await using var session = await database.Read(cancellation);
            foreach (var leaf in await session.Many<byte[]>(SelectLeaves, new { pollId, from, to = Math.Min(size, from + BatchSize) }))
            {
                await lines.Write("leaf", Hex(leaf));
            }
        }
    }

    private async Task WriteRoll(BundleLines lines, StoredPoll poll, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var voted = (await session.Many<VotedRow>(SelectVoted, new { pollId = poll.Row.PollId }))
            .ToDictionary(row => row.AreaCode, row => row.Voted, StringComparer.Ordinal);
        foreach (var contest in poll.Contests)
        {
            await lines.Write("roll", json =>
            {
                json.WriteStartObject();
                json.WriteString("area", contest.AreaCode);
                json.WriteNumber("voters", contest.Voters);
                json.WriteNumber("voted", voted.GetValueOrDefault(contest.AreaCode));
                json.WriteNumber("not_counted", contest.NotCounted);
                json.WriteEndObject();
            });
        }
    }

    private async Task WriteBallots(BundleLines lines, StoredPoll poll, ContestRow contest, bool open, CancellationToken cancellation)
    {
        var pollId = poll.Row.PollId;
        var paper = poll.Papers()[contest.AreaCode];
        byte[] after = [];
        do
        {
            await using var session = await database.Read(cancellation);
            var batch = await session.Many<BallotRow>(SelectBallots, new { pollId, areaCode = contest.AreaCode, after, count = BatchSize });
            foreach (var ballot in batch)
            {
                await lines.Write(
                    "ballot", json => WriteBallot(json, ballot, Choices.InCommitment(paper, ballot.Choices, poll.Row.Ballots()), open));
            }

            after = batch.Count == BatchSize ? batch[^1].BallotKey : [];
        }
        while (after.Length > 0);

        await using var reading = await database.Read(cancellation);
        foreach (var before in await reading.Many<BeforeRow>(SelectBefore, new { pollId, areaCode = contest.AreaCode }))
        {
            await lines.Write("before", json => WriteHidden(json, contest.AreaCode, before.BallotKey, before.Version, before.ChoicesHash));
        }
    }

    private static void WriteBallot(Utf8JsonWriter json, BallotRow ballot, List<string> choices, bool open)
    {
        if (!open)
        {
            WriteHidden(json, ballot.AreaCode, ballot.BallotKey, ballot.Version, Commitment.HashOf(ballot.Salt, choices));
            return;
        }

        json.WriteStartObject();
        json.WriteString("area", ballot.AreaCode);
        json.WriteString("card", Hex(ballot.BallotKey));
        json.WriteNumber("version", ballot.Version);
        json.WriteString("salt", Hex(ballot.Salt));
        json.WriteStartArray("choices");
        choices.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHidden(Utf8JsonWriter json, string areaCode, byte[] card, int version, byte[] choicesHash)
    {
        json.WriteStartObject();
        json.WriteString("area", areaCode);
        json.WriteString("card", Hex(card));
        json.WriteNumber("version", version);
        json.WriteString("choices_hash", Hex(choicesHash));
        json.WriteEndObject();
    }

    // Pieces end where they end; a decoder keeps a letter that lies across two of them.
    private async Task WriteElection(BundleLines lines, StoredPoll poll, ContestRow contest, Result result, CancellationToken cancellation)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        await foreach (var piece in election.Pieces(poll, contest, result, cancellation))
        {
            var text = new char[piece.Length];
            var length = decoder.GetChars(piece.Span, text, flush: false);
            await lines.Write("pb", json =>
            {
                json.WriteStartObject();
                json.WriteString("area", contest.AreaCode);
                json.WriteString("text", text.AsSpan(0, length));
                json.WriteEndObject();
            });
        }
    }

    private Task WriteResult(BundleLines lines, StoredPoll poll, ContestResult declared, bool open) => lines.Write("result", json =>
    {
        json.WriteStartObject();
        json.WriteString("area", declared.AreaCode);
        json.WriteNumber("ballots", declared.Ballots);
        json.WriteStartArray("winners");
        foreach (var project in declared.Projects.Where(project => project.Won))
        {
            json.WriteStringValue(project.ProjectId);
        }

        json.WriteEndArray();
        if (!declared.WinnersOnly)
        {
            json.WriteString("election_hash", declared.ElectionHash);
            json.WriteString("outcome_hash", declared.OutcomeHash);
        }
        else
        {
            json.WriteString("sealed_hash", declared.SealedHash);
            if (open)
            {
                json.WriteString("sealed_with", WinnersOnly.Salt(codeKey, poll.Row.PollId, declared.AreaCode));
            }
        }

        json.WriteEndObject();
    });

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private sealed record VotedRow
    {
        public string AreaCode { get; init; } = "";
        public long Voted { get; init; }
    }

    private sealed record BeforeRow
    {
        public byte[] BallotKey { get; init; } = [];
        public int Version { get; init; }
        public byte[] ChoicesHash { get; init; } = [];
    }
}
