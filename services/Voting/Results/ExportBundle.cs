using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Results;

/// <summary>The bundle for everybody. Before the result it holds the log, which is hashes, and nothing else.</summary>
internal sealed class ExportBundle(Database database, Bundle bundle)
{
    private static readonly Sql SelectResult = new("SELECT body FROM result WHERE poll_id = @pollId");

    public async Task Handle(ExportBundleRequest request, IServerStreamWriter<ExportBundleResponse> pieces, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        var (poll, result) = await Load(database, request.PollId, cancellation);
        using var lines = new BundleLines(
            piece => pieces.WriteAsync(new ExportBundleResponse { Content = ByteString.CopyFrom(piece.Span) }, cancellation));
        await bundle.Write(lines, poll, result, closedToo: false, cancellation);
    }

    /// <summary>The poll and, where it has been declared, its result.</summary>
    /// <exception cref="Refusal">There is no such poll, or its ballots were not cast here.</exception>
    internal static async Task<(StoredPoll Poll, Result? Result)> Load(Database database, string pollId, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var row = await PollRow.Load(session, pollId);
        if (row.IsImported)
        {
            throw new Refusal(VotingReasons.BallotsInFiles);
        }

        var body = await session.One<byte[]>(SelectResult, new { pollId });
        return (await StoredPoll.Load(session, row), body is null ? null : Result.Parser.ParseFrom(body));
    }
}
