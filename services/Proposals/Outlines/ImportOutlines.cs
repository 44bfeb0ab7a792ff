using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Outlines;

/// <summary>
/// An officer brings the outlines of areas as a file: all of them or none. First they look at what was read of it; nothing is kept then.
/// </summary>
internal sealed class ImportOutlines(Database database, TimeProvider clock, UploadGate gate)
{
    public const int MaxBytes = 5 * 1024 * 1024;

    private static readonly Upload<ImportOutlinesRequest> Upload = new(
        piece => piece.Content, ProposalsReasons.OutlinesTooLarge, ProposalsReasons.OutlinesFileMissing, MaxBytes);

    public async Task<OutlinesRead> Handle(
        IAsyncStreamReader<ImportOutlinesRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields().RequestId(first.RequestId).Id("round_id", first.RoundId).Check();
        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) => Again.Run(() => Keep(request, file, caller, cancellation), cancellation), cancellation);
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<OutlinesRead> Keep(
        ImportOutlinesRequest request, ReadOnlyMemory<byte> file, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OutlinesRead.Parser) is { } before)
        {
            return before;
        }

        // Outlines are of every round with the area, so no round is held: whoever brings some waits for whoever brought others.
        await transaction.Hold("outlines");
        var round = await RoundRow.Load(transaction, request.RoundId);
        var areas = (await AreaRow.Load(transaction, [round.RoundId])).Select(area => area.AreaCode).ToList();
        // Whoever is an officer of none of them finds out nothing about the file.
        if (!areas.Exists(caller.MayActIn))
        {
            caller.MustActIn(areas);
        }

        var read = GeoJsonOutlines.Read(file.Span, areas);
        caller.MustActIn(read.Select(outline => outline.AreaCode));
        var known = (await OutlineRow.Load(transaction, round.RoundId)).Select(outline => outline.AreaCode)
            .ToHashSet(StringComparer.Ordinal);
        var answer = new OutlinesRead { Replaced = read.Count(outline => known.Contains(outline.AreaCode)) };
        if (request.OnlyLook)
        {
            answer.Outlines.AddRange(read.Select(outline => outline.ToMessage()));
            return answer;
        }

        var now = clock.Now();
        await OutlineRow.Keep(
            transaction, [.. read.Select(outline => outline with { ImportedBy = caller.Signature(), ImportedAt = now })]);
        answer.Saved = true;
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
