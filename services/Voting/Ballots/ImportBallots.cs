using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>
/// Brings in the ballots of a published election for one contest: all of a stream or nothing. What the caller sends is
/// checked and put aside as it comes and goes into the database in one transaction at the end; a stream that breaks
/// leaves nothing behind and is simply sent again. Ballots are taken as the election had them, empty ones too: only the
/// projects on them must be known, and no voter may come twice.
/// </summary>
internal sealed class ImportBallots(Database database, CodeKey key, TimeProvider clock)
{
    public const int MaxBallots = 1_000_000;

    public static readonly int MaxInMessage = FieldLimits.CountOf(ImportBallotsRequest.Descriptor, "ballots");

    private static readonly int MaxVoterIdLength = FieldLimits.LengthOf(ImportedBallot.Descriptor, "voter_id");

    private const long MaxPutAsideBytes = 1024L * 1024 * 1024;

    private static readonly Sql SelectThere = new("""
        SELECT voter_hash FROM imported_voter WHERE poll_id = @pollId AND voter_hash IN (SELECT item FROM {hashes @hashes} AS given)
        """);

    private static readonly Sql InsertVoters = new("""
        INSERT INTO imported_voter (poll_id, voter_hash) SELECT @pollId, given.item FROM {hashes @voters} AS given
        """);

    private static readonly Sql InsertBallots = new("""
        INSERT INTO ballot (poll_id, ballot_key, area_code, choices, version)
        SELECT @pollId, given.hash, @areaCode, given.first_text, 0 FROM {rows @ballots} AS given
        """);

    private static readonly Sql AddBallots = new("""
        UPDATE contest SET ballots = ballots + @added WHERE poll_id = @pollId AND area_code = @areaCode
        """);

    public async Task<ImportBallotsResponse> Handle(
        IAsyncStreamReader<ImportBallotsRequest> messages, Caller caller, CancellationToken cancellation)
    {
        await using var spool = Spool.Create();
        var request = await Receive(messages, spool, caller, cancellation);
        return await Again.Run(() => Keep(request, spool, caller, cancellation), cancellation);
    }

    private async Task<ImportBallotsResponse> Keep(
        ImportBallotsRequest request, FileStream spool, Caller caller, CancellationToken cancellation)
    {
        spool.Position = 0;
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ImportBallotsResponse.Parser) is { } before)
        {
            return before;
        }

        (await PollRow.Lock(transaction, request.PollId)).RequireOpen(clock.GetUtcNow());
        var added = await Insert(transaction, request, spool, cancellation);
        await transaction.Execute(AddBallots, new { added, pollId = request.PollId, areaCode = request.AreaCode });
        var answer = new ImportBallotsResponse { BallotsAdded = added };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// Checks the ballots and puts them aside. What is returned stands for the whole stream: its one ballot holds the
    /// SHA-256 of all of them, so that the same ballots in other pieces are the same request.
    /// </summary>
    private async Task<ImportBallotsRequest> Receive(
        IAsyncStreamReader<ImportBallotsRequest> messages, FileStream spool, Caller caller, CancellationToken cancellation)
    {
        new Fields().Require(await messages.MoveNext(cancellation), "ballots", VotingReasons.BallotsMissing).Check();
        var first = messages.Current;
        var request = new ImportBallotsRequest { RequestId = first.RequestId, PollId = first.PollId, AreaCode = first.AreaCode };
        new Fields().RequestId(first.RequestId).Id("poll_id", first.PollId).Code("area_code", first.AreaCode).Check();
        var paper = await Paper(request, caller, cancellation);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var lines = new StreamWriter(spool, leaveOpen: true);
        var faults = new FaultList("ballots");
        var number = 0;
        do
        {
            var message = messages.Current;
            CheckMessage(message, request, number, spool.Position);
            foreach (var ballot in message.Ballots)
            {
                number++;
                hash.AppendData(Digest.Of([ballot.VoterId, .. ballot.ProjectIds]));
                await lines.WriteLineAsync(Checked(ballot, number, paper, request.PollId, faults));
            }
        }
        while (await messages.MoveNext(cancellation));

        faults.Check(VotingReasons.BallotsAtFault);
        await lines.FlushAsync(cancellation);
        request.Ballots.Add(new ImportedBallot { VoterId = Convert.ToHexStringLower(hash.GetHashAndReset()) });
        return request;
    }

    // The contest's projects, where this caller may bring in its ballots at all.
    private async Task<BallotPaper> Paper(ImportBallotsRequest request, Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var poll = await StoredPoll.Load(session, await PollRow.Load(session, request.PollId));
        var contest = poll.Contests.FirstOrDefault(contest => contest.AreaCode == request.AreaCode)
            ?? throw new Refusal(VotingReasons.AreaNotInVote, field: "area_code");
        if (!caller.MayActIn(contest.AreaCode))
        {
            throw new Refusal(VotingReasons.AreaNotYours);
        }

        return poll.Row.IsImported
            ? poll.Papers()[contest.AreaCode]
            : throw new Refusal(VotingReasons.PollIsNotImported);
    }

    private static void CheckMessage(ImportBallotsRequest message, ImportBallotsRequest request, int before, long bytesBefore) =>
        new Fields()
        .Require(message.RequestId.Length == 0 || message.RequestId == request.RequestId, "request_id",
            VotingReasons.ImportOfAnotherRequest)
        .Require(message.PollId.Length == 0 || message.PollId == request.PollId, "poll_id", VotingReasons.ImportOfAnotherPoll)
        .Require(message.AreaCode.Length == 0 || message.AreaCode == request.AreaCode, "area_code", VotingReasons.ImportOfAnotherArea)
        .Require(message.Ballots.Count <= MaxInMessage, "ballots", VotingReasons.BallotsInMessageTooMany, ("max", MaxInMessage))
        .Require(before + message.Ballots.Count <= MaxBallots, "ballots", VotingReasons.BallotsInImportTooMany, ("max", MaxBallots))
        .Require(bytesBefore <= MaxPutAsideBytes, "ballots", VotingReasons.BallotsTooLarge)
        .Check();

    // As it is put aside: the voter as a keyed hash, and the positions of the projects.
    private string Checked(ImportedBallot ballot, int number, BallotPaper paper, string pollId, FaultList faults)
    {
        if (ballot.VoterId.Length == 0 || ballot.VoterId.Length > MaxVoterIdLength)
        {
            faults.Add(number, VotingReasons.BallotVoterIdWrong, ("ballot", number), ("max", MaxVoterIdLength));
        }

        if (ballot.ProjectIds.Count > Choices.MaxNamed)
        {
            faults.Add(number, VotingReasons.BallotNamesTooMany, ("ballot", number), ("max", Choices.MaxNamed));
            return "";
        }

        var chosen = Choices.Imported(paper, ballot.ProjectIds, index => faults.Add(
            number, VotingReasons.BallotProjectNotOnPaper, ("ballot", number), ("index", index)));
        return $"{Convert.ToHexString(key.HashOfImported(pollId, ballot.VoterId))} {chosen}";
    }

    private static async Task<long> Insert(
        Transaction transaction, ImportBallotsRequest request, Stream spool, CancellationToken cancellation)
    {
        using var lines = new StreamReader(spool, leaveOpen: true);
        var faults = new FaultList("ballots");
        var batch = new List<PutAside>(MaxInMessage);
        var number = 0;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            batch.Add(new PutAside(++number, Convert.FromHexString(line.AsSpan(0, 64)), line[65..]));
            if (batch.Count == MaxInMessage)
            {
                await Flush(transaction, request, batch, faults);
            }
        }

        await Flush(transaction, request, batch, faults);
        faults.Check(VotingReasons.BallotsAtFault);
        return number;
    }

    private static async Task Flush(Transaction transaction, ImportBallotsRequest request, List<PutAside> batch, FaultList faults)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var there = (await transaction.Many<byte[]>(
            SelectThere, new { pollId = request.PollId, hashes = Sql.List(batch.Select(ballot => ballot.VoterHash)) }))
            .Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        var fresh = new List<PutAside>(batch.Count);
        foreach (var ballot in batch)
        {
            if (there.Add(Convert.ToHexString(ballot.VoterHash)))
            {
                fresh.Add(ballot);
            }
            else
            {
                faults.Add(ballot.Number, VotingReasons.BallotVoterIdTwice, ("ballot", ballot.Number));
            }
        }

        batch.Clear();
        await transaction.Execute(
            InsertVoters, new { pollId = request.PollId, voters = Sql.List(fresh.Select(ballot => ballot.VoterHash)) });
        await transaction.Execute(InsertBallots, new
        {
            pollId = request.PollId,
            areaCode = request.AreaCode,
            ballots = Sql.Rows(fresh.Select(ballot => (0L, ballot.Choices, "", RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes)))),
        });
    }

    private sealed record PutAside(int Number, byte[] VoterHash, string Choices);
}
