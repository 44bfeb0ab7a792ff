using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using Amounts = Participatory.Words.Amounts;

namespace Participatory.Voting.Results;

/// <summary>
/// A contest of a declared poll as a Pabulib .pb file, with everything that it takes to count it again. Ballots come in
/// the order of their keys, which are hashes or random, and are numbered as they come.
/// </summary>
internal sealed class ExportElection(Database database, PabulibMeta meta)
{
    private const int BatchSize = 1_000;

    private const int PieceBytes = 64 * 1024;

    private static readonly Sql SelectResult = new("SELECT body FROM result WHERE poll_id = @pollId");

    private static readonly Sql SelectBatch = new("""
        SELECT ballot_key, choices FROM ballot
        WHERE poll_id = @pollId AND area_code = @areaCode AND ballot_key > @after
        ORDER BY ballot_key {limit @count}
        """);

    public async Task Handle(
        ExportElectionRequest request, IServerStreamWriter<ExportElectionResponse> pieces, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Code("area_code", request.AreaCode).Check();
        var (poll, contest, result) = await Load(request, cancellation);
        await foreach (var piece in Pieces(poll, contest, result, cancellation))
        {
            await pieces.WriteAsync(new ExportElectionResponse { Content = ByteString.CopyFrom(piece.Span) }, cancellation);
        }
    }

    /// <summary>The file, piece by piece; a piece is good until the next one is asked for.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(
        StoredPoll poll, ContestRow contest, Result result, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var header = Header(poll, contest, result);
        using var content = new MemoryStream();
        await using var text = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var writer = new PbWriter(text);
        writer.WriteHeader(header);

        byte[] after = [];
        var number = 0L;
        do
        {
            var batch = await Batch(poll.Row.PollId, contest.AreaCode, after, cancellation);
            foreach (var ballot in batch)
            {
                var (positions, points) = Choices.Parse(ballot.Choices);
                var projects = positions.Select(position => header.Projects[position].Project.Id);
                writer.WriteVote(points.Length == 0
                    ? [Number(++number), string.Join(',', projects)]
                    : [Number(++number), string.Join(',', projects), string.Join(',', points.Select(Number))]);
            }

            await text.FlushAsync(cancellation);
            for (var sent = 0; sent < content.Length; sent += PieceBytes)
            {
                yield return content.GetBuffer().AsMemory(sent, (int)Math.Min(PieceBytes, content.Length - sent));
            }

            content.SetLength(0);
            after = batch.Count == BatchSize ? batch[^1].BallotKey : [];
        }
        while (after.Length > 0);
    }

    private async Task<(StoredPoll, ContestRow, Result)> Load(ExportElectionRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var poll = await StoredPoll.Load(session, await PollRow.Load(session, request.PollId));
        var body = await session.One<byte[]>(SelectResult, new { pollId = request.PollId });
        var result = body is null ? null : Result.Parser.ParseFrom(body);
        return (poll, Decide(poll, request.AreaCode, result), result!);
    }

    // A caller may read as slowly as it likes: nothing is held open in the database in the meantime.
    private async Task<IReadOnlyList<BallotRow>> Batch(string pollId, string areaCode, byte[] after, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await session.Many<BallotRow>(SelectBatch, new { pollId, areaCode, after, count = BatchSize });
    }

    /// <summary>The contest, where its ballots may be seen.</summary>
    /// <exception cref="Refusal">There is no such contest, no result yet, or somebody could be recognised.</exception>
    internal static ContestRow Decide(StoredPoll poll, string areaCode, Result? result)
    {
        var contest = poll.Contests.FirstOrDefault(contest => contest.AreaCode == areaCode)
            ?? throw new Refusal(VotingReasons.AreaNotInVote, field: "area_code");
        if (result is null)
        {
            throw GetResult.NotDeclared(poll.Row);
        }

        return result.Contests.Single(declared => declared.AreaCode == areaCode) switch
        {
            { WinnersOnly: false } => contest,
            { Ballots: >= WinnersOnly.FewestBallots } => throw new Refusal(VotingReasons.BallotsAllAlike),
            _ => throw new Refusal(VotingReasons.TooFewBallots, [("fewest", WinnersOnly.FewestBallots)]),
        };
    }

    private PbHeader Header(StoredPoll poll, ContestRow contest, Result result)
    {
        var row = poll.Row;
        var results = result.Contests.Single(outcome => outcome.AreaCode == contest.AreaCode)
            .Projects.ToDictionary(project => project.ProjectId, StringComparer.Ordinal);
        return PbHeader.Create(
            meta.Of(poll, contest, result),
            ["project_id", "cost", "votes", "name", "selected"],
            poll.ProjectsOf(contest).Select(project => (IReadOnlyList<string>)
            [
                project.ProjectId,
                Amounts.Plain(project.CostMinor, row.Currency),
                Number(results[project.ProjectId].Votes),
                poll.Hidden.TryGetValue(project.ProjectId, out var hiding) ? NameOf(hiding) : OneLine(project.Title),
                results[project.ProjectId].Won ? "1" : "0",
            ]),
            row.Ballots().HasPoints ? ["voter_id", "vote", "points"] : ["voter_id", "vote"]);
    }

    // For programs, in no language: "hidden: NAMES_A_PERSON".
    private static string NameOf(Hiding hiding) =>
        hiding.Reason == HidingReason.Unspecified ? "hidden" : $"hidden: {StateText.Of(hiding.Reason)}";

    internal static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record BallotRow
    {
        public byte[] BallotKey { get; init; } = [];
        public string Choices { get; init; } = "";
    }
}
