using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Tables;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>
/// Hands over the codes of a batch, once; that it did is durable, and public, before the first of them leaves. They are made anew from
/// the secret key.
/// </summary>
internal sealed class TakeLetters(Database database, CodeKey key, TimeProvider clock)
{
    private const int LettersAtOnce = 1_000;

    private const int PieceBytes = 32 * 1024;

    private static readonly Sql Update = new("""
        UPDATE letter_export SET state = @State, taken_with = @TakenWith, taken_at = @TakenAt
        WHERE poll_id = @PollId AND export_id = @ExportId AND state = 'AGREED'
        """);

    private static readonly Sql SelectSome = new("""
        SELECT position, voter_id, area_code, code_hash FROM roll_entry
        WHERE poll_id = @PollId AND area_code = @AreaCode AND position > @after AND position <= @LastPosition
        ORDER BY position {limit @count}
        """);

    public async Task Handle(
        TakeLettersRequest request, IServerStreamWriter<TakeLettersResponse> answer, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Id("export_id", request.ExportId).Check();
        var (export, batch) = await Take(request, caller, cancellation);
        if (export.Printer.Length > 0)
        {
            await Seal(export, batch, answer, cancellation);
            return;
        }

        await foreach (var letter in Letters(batch, cancellation))
        {
            await answer.WriteAsync(new TakeLettersResponse { Letter = letter }, cancellation);
        }
    }

    /// <summary>
    /// The same as handed over, to the person who asked, once; the same request may take it again, as its line may have broken.
    /// </summary>
    /// <exception cref="Refusal">Nobody has agreed yet, they were handed over, or they are somebody else's.</exception>
    internal static LetterExportRow Decide(StoredPoll poll, LetterExportRow export, string requestId, Caller caller, DateTimeOffset now)
    {
        LetterRules.Require(poll, now);
        if (!caller.MayActIn(export.AreaCode))
        {
            throw new Refusal(VotingReasons.AreaNotYours);
        }

        if (export.AskedBy != caller.Subject)
        {
            throw new Refusal(VotingReasons.LettersNotYours);
        }

        return export.StateNow switch
        {
            LetterExportState.Agreed => export with
            {
                State = StateText.Of(LetterExportState.Taken),
                TakenWith = requestId,
                TakenAt = now,
            },
            LetterExportState.Taken when export.TakenWith == requestId => export,
            LetterExportState.Taken => throw new Refusal(VotingReasons.LettersTaken),
            _ => throw new Refusal(VotingReasons.LettersNotAgreed),
        };
    }

    private async Task<(LetterExportRow Export, LetterBatchRow Batch)> Take(
        TakeLettersRequest request, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var export = await LetterExportRow.Load(transaction, request.PollId, request.ExportId);
        var taken = Decide(poll, export, request.RequestId, caller, clock.GetUtcNow());
        var batch = await LetterBatchRow.LoadOrNull(transaction, taken.PollId, taken.Batch)
            ?? throw new InvalidOperationException($"The letters {taken.ExportId} have no batch.");
        if (taken != export && await transaction.Execute(Update, taken) != 1)
        {
            throw new InvalidOperationException($"The letters {taken.ExportId} changed while their poll was locked.");
        }

        await transaction.Commit();
        return (taken, batch);
    }

    private async Task Seal(
        LetterExportRow export, LetterBatchRow batch, IServerStreamWriter<TakeLettersResponse> answer, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await using (var csv = Csv.Write(content))
        {
            await csv.Cells("voter_id", "area_code", "code").EndRecordAsync(cancellation);
            await foreach (var letter in Letters(batch, cancellation))
            {
                await csv.Cells(letter.VoterId, letter.AreaCode, letter.Code).EndRecordAsync(cancellation);
            }
        }

        foreach (var piece in PrinterCertificate.Seal(export.Printer, content.ToArray()).Chunk(PieceBytes))
        {
            await answer.WriteAsync(new TakeLettersResponse { Sealed = ByteString.CopyFrom(piece) }, cancellation);
        }
    }

    // A caller may read as slowly as it likes: nothing is held open in the database in the meantime.
    private async IAsyncEnumerable<Letter> Letters(
        LetterBatchRow batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = batch.FirstPosition - 1;
        while (await Some(batch, after, cancellation) is { Count: > 0 } some)
        {
            foreach (var voter in some)
            {
                yield return ToMessage(batch.PollId, voter);
            }

            after = some[^1].Position;
        }
    }

    private async Task<IReadOnlyList<VoterRow>> Some(LetterBatchRow batch, long after, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await session.Many<VoterRow>(
            SelectSome, new { batch.PollId, batch.AreaCode, after, batch.LastPosition, count = LettersAtOnce });
    }

    private Letter ToMessage(string pollId, VoterRow voter)
    {
        var code = key.CodeOf(pollId, voter.VoterId);
        return CryptographicOperations.FixedTimeEquals(key.HashOf(pollId, code), voter.CodeHash)
            ? new Letter { VoterId = voter.VoterId, AreaCode = voter.AreaCode, Code = code.ForLetter() }
            : throw new Refusal(VotingReasons.CodeKeyChanged);
    }

    private sealed record VoterRow
    {
        public long Position { get; init; }
        public string VoterId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public byte[] CodeHash { get; init; } = [];
    }
}
