using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Roll;

/// <summary>
/// Brings in a list of voters, all lines or none. What the caller sends is put aside first and then goes into the
/// database in one transaction, so that a slow line does not hold it.
/// </summary>
internal sealed class ImportRoll(Database database, CodeKey key, TimeProvider clock)
{
    public const int MaxLines = 2_000_000;

    public const int MaxPieceBytes = 64 * 1024;

    private const long MaxFileBytes = 256L * 1024 * 1024;

    /// <summary>Under 5,000, from where on SQL Server locks the table; one statement each.</summary>
    private const int BatchSize = 1_000;

    private static readonly Sql SelectLast = new("SELECT COALESCE(MAX(position), 0) FROM roll_entry WHERE poll_id = @pollId");

    private static readonly Sql InsertVoters = new("""
        INSERT INTO roll_entry (poll_id, position, voter_id, area_code, code_hash)
        SELECT @pollId, given.number, given.first_text, given.second_text, given.hash FROM {rows @voters} AS given
        WHERE NOT EXISTS (SELECT 1 FROM roll_entry WHERE poll_id = @pollId AND voter_id = given.first_text)
        """);

    private static readonly Sql SelectPositions = new("""
        SELECT v.voter_id, v.position FROM {texts @voterIds} AS given CROSS JOIN roll_entry v
        WHERE v.poll_id = @pollId AND v.voter_id = given.item
        """);

    private static readonly Sql AddVoters = new("""
        UPDATE contest SET voters = voters + @voters WHERE poll_id = @pollId AND area_code = @areaCode
        """);

    public async Task<ImportRollResponse> Handle(
        IAsyncStreamReader<ImportRollRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        await using var csv = Spool.Create();
        var request = await Receive(pieces, csv, cancellation);
        return await Again.Run(() => Keep(request, csv, caller, cancellation), cancellation);
    }

    private async Task<ImportRollResponse> Keep(ImportRollRequest request, FileStream csv, Caller caller, CancellationToken cancellation)
    {
        csv.Position = 0;
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ImportRollResponse.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var votersBefore = Decide(poll, clock.GetUtcNow());
        var added = await Insert(transaction, poll, csv, caller, cancellation);
        foreach (var (areaCode, voters) in added)
        {
            await transaction.Execute(AddVoters, new { pollId = request.PollId, areaCode, voters });
        }

        var total = added.Values.Sum();
        var answer = new ImportRollResponse { VotersAdded = total, VotersTotal = votersBefore + total };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>How many the roll has that more are added to; it is complete when voting begins.</summary>
    /// <exception cref="Refusal">Voting has begun, the poll has no roll, or people build it themselves.</exception>
    internal static long Decide(StoredPoll poll, DateTimeOffset now)
    {
        if (poll.Row.IsImported)
        {
            throw new Refusal(VotingReasons.PollIsImported);
        }

        if (poll.Row.StateNow != PollState.Scheduled || now >= poll.Row.OpensAt)
        {
            throw new Refusal(VotingReasons.RollIsFixed);
        }

        if (poll.Registration is not null)
        {
            throw new Refusal(VotingReasons.PeopleRegister);
        }

        return poll.Voters;
    }

    /// <summary>
    /// Puts the file aside. What is returned stands for all of the stream: the SHA-256 of the file is in the place of the
    /// file, so that the same file in other pieces is the same request.
    /// </summary>
    private static async Task<ImportRollRequest> Receive(
        IAsyncStreamReader<ImportRollRequest> pieces, FileStream csv, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var request = new ImportRollRequest();
        var number = 0;
        while (await pieces.MoveNext(cancellation))
        {
            var piece = pieces.Current;
            if (number++ == 0)
            {
                request = new ImportRollRequest { RequestId = piece.RequestId, PollId = piece.PollId };
                new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Check();
            }

            new Fields()
                .Require(piece.Csv.Length <= MaxPieceBytes, "csv", VotingReasons.RollPieceTooLarge)
                .Require(csv.Length + piece.Csv.Length <= MaxFileBytes, "csv", VotingReasons.RollTooLarge)
                .Require(piece.RequestId.Length == 0 || piece.RequestId == request.RequestId, "request_id",
                    VotingReasons.RollOfAnotherRequest)
                .Require(piece.PollId.Length == 0 || piece.PollId == request.PollId, "poll_id", VotingReasons.RollOfAnotherPoll)
                .Check();
            hash.AppendData(piece.Csv.Span);
            await csv.WriteAsync(piece.Csv.Memory, cancellation);
        }

        new Fields().Require(number > 0, "csv", VotingReasons.RollMissing).Check();
        await csv.FlushAsync(cancellation);
        request.Csv = ByteString.CopyFrom(hash.GetHashAndReset());
        return request;
    }

    // How many voters came in for each area.
    private async Task<Dictionary<string, long>> Insert(
        Transaction transaction, StoredPoll poll, Stream csv, Caller caller, CancellationToken cancellation)
    {
        var pollId = poll.Row.PollId;
        var last = await transaction.One<long>(SelectLast, new { pollId });
        var areas = poll.Contests.ToDictionary(contest => contest.AreaCode, _ => 0L, StringComparer.Ordinal);
        var faults = new FaultList("csv");
        var batch = new List<RollLine>(BatchSize);
        await foreach (var line in RollCsv.Read(csv, cancellation))
        {
            if (Fault(line, areas, caller) is { } fault)
            {
                faults.Add(line.Number, fault, [("line", line.Number), .. line.Values]);
            }
            else
            {
                areas[line.AreaCode]++;
                batch.Add(line);
            }

            if (line.Number > MaxLines + 1)
            {
                break;
            }

            if (batch.Count == BatchSize)
            {
                await Flush(transaction, pollId, last, batch, faults);
            }
        }

        await Flush(transaction, pollId, last, batch, faults);
        if (faults.Count == 0 && areas.Values.Sum() == 0)
        {
            faults.Add(2, VotingReasons.RollHasNoVoters);
        }

        faults.Check(VotingReasons.LinesAtFault);
        return areas;
    }

    private static Reason? Fault(RollLine line, Dictionary<string, long> areas, Caller caller) =>
        line.Fault is { } fault ? fault
        : line.Number > MaxLines + 1 ? VotingReasons.LineTooMany
        : !areas.ContainsKey(line.AreaCode) ? VotingReasons.LineAreaUnknown
        : !caller.MayActIn(line.AreaCode) ? VotingReasons.LineAreaNotYours
        : null;

    private async Task Flush(Transaction transaction, string pollId, long last, List<RollLine> batch, FaultList faults)
    {
        var rows = batch.ConvertAll(line => (
            Position: last + line.Number, line.VoterId, line.AreaCode, CodeHash: key.HashOf(pollId, key.CodeOf(pollId, line.VoterId))));
        batch.Clear();
        // Of a voter who is in it twice, the first line.
        var voters = Sql.Rows(rows.DistinctBy(row => row.VoterId, StringComparer.Ordinal));
        if (rows.Count == 0 || await transaction.Execute(InsertVoters, new { pollId, voters }) == rows.Count)
        {
            return;
        }

        var there = (await transaction.Many<PositionRow>(
            SelectPositions, new { pollId, voterIds = Sql.List(rows.Select(row => row.VoterId).Distinct(StringComparer.Ordinal)) }))
            .ToDictionary(row => row.VoterId, row => row.Position, StringComparer.Ordinal);
        foreach (var row in rows.Where(row => there[row.VoterId] != row.Position))
        {
            var first = there[row.VoterId] - last;
            faults.Add(
                row.Position - last, first > 0 ? VotingReasons.LineVoterTwice : VotingReasons.LineVoterThere,
                ("line", row.Position - last), ("first", first));
        }
    }

    private sealed record PositionRow
    {
        public string VoterId { get; init; } = "";
        public long Position { get; init; }
    }
}
