using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>
/// Asks for the codes of a batch of letters. A new batch is of letters that are in none, so each letter is in one at most, and whoever
/// has codes a second time asks for a batch that everybody can see was asked for before.
/// </summary>
internal sealed class AskForLetters(Database database, TimeProvider clock)
{
    private static readonly int MostLetters = (int)FieldLimits.MostOf(AskForLettersRequest.Descriptor, "letters");

    // Those of the area that are in no batch come after the last one that is.
    private static readonly Sql SelectNext = new("""
        SELECT COUNT(*) AS letters, MIN(position) AS first_position, MAX(position) AS last_position FROM (
            SELECT position FROM roll_entry WHERE poll_id = @pollId AND area_code = @areaCode AND position > COALESCE((
                SELECT MAX(last_position) FROM letter_batch WHERE poll_id = @pollId AND area_code = @areaCode), 0)
            ORDER BY position {limit @count}) AS next_letters
        """);

    private static readonly Sql SelectLastBatch = new("SELECT COALESCE(MAX(batch), 0) FROM letter_batch WHERE poll_id = @pollId");

    private static readonly Sql InsertBatch = new("""
        INSERT INTO letter_batch (poll_id, batch, area_code, first_position, last_position, letters, words_version)
        VALUES (@PollId, @Batch, @AreaCode, @FirstPosition, @LastPosition, @Letters, @WordsVersion)
        """);

    private static readonly Sql AddInBatches = new("""
        UPDATE contest SET in_batches = in_batches + @Letters WHERE poll_id = @PollId AND area_code = @AreaCode
        """);

    private static readonly Sql InsertExport = new("""
        INSERT INTO letter_export (poll_id, export_id, batch, state, reason, printer, asked_by, asked_as, asked_at)
        VALUES (@PollId, @ExportId, @Batch, @State, @Reason, @Printer, @AskedBy, @AskedAs, @AskedAt)
        """);

    public async Task<LetterExport> Handle(AskForLettersRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var printer = PrinterCertificate.Fault(request.PrinterCertificate, now);
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId)
            .Code("area_code", request.AreaCode, required: request.Batch == 0)
            .Number("letters", request, VotingReasons.LettersWrong)
            .Text("reason", request)
            .Text("printer_certificate", request, required: false)
            .Require(printer is null, "printer_certificate", printer ?? VotingReasons.PrinterWrong)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, LetterExport.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var again = request.Batch == 0 ? null : await LetterBatchRow.LoadOrNull(transaction, request.PollId, request.Batch);
        var export = Decide(poll, again, request, caller, now);
        if (again is null)
        {
            var batch = await MakeBatch(transaction, request, export.AreaCode);
            export = export with { Batch = batch.Batch, Letters = batch.Letters };
        }

        await transaction.Execute(InsertExport, export);
        var answer = export.ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is kept of it: an officer asks in areas of theirs, as long as people can vote.</summary>
    /// <param name="again">The batch that is asked for again; null for a new one, or where there is none of that number.</param>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static LetterExportRow Decide(
        StoredPoll poll, LetterBatchRow? again, AskForLettersRequest request, Caller caller, DateTimeOffset now)
    {
        LetterRules.Require(poll, now);
        if (request.Batch != 0 && again is null)
        {
            throw new Refusal(VotingReasons.LetterBatchNotFound, field: "batch");
        }

        var area = again?.AreaCode ?? request.AreaCode;
        if (!poll.Contests.Any(contest => contest.AreaCode == area))
        {
            throw new Refusal(VotingReasons.ContestNotFound, field: "area_code");
        }

        return caller.MayActIn(area)
            ? new LetterExportRow
            {
                PollId = poll.Row.PollId, ExportId = Guid.CreateVersion7().ToString(), Batch = again?.Batch ?? 0,
                State = StateText.Of(LetterExportState.Asked), Reason = request.Reason.Trim(), Printer = request.PrinterCertificate,
                AskedBy = caller.Subject, AskedAs = caller.ShownAs, AskedAt = now, AreaCode = area, Letters = again?.Letters ?? 0,
            }
            : throw new Refusal(VotingReasons.AreaNotYours);
    }

    // The poll is locked: nobody else makes one at the same time.
    private static async Task<LetterBatchRow> MakeBatch(Transaction transaction, AskForLettersRequest request, string areaCode)
    {
        var pollId = request.PollId;
        var count = request.Letters == 0 ? MostLetters : (int)request.Letters;
        var next = await transaction.One<NextRow>(SelectNext, new { pollId, areaCode, count });
        if (next is not { Letters: > 0, FirstPosition: { } first, LastPosition: { } last })
        {
            throw new Refusal(VotingReasons.LettersNoneLeft, field: "area_code");
        }

        var batch = new LetterBatchRow
        {
            PollId = pollId, Batch = await transaction.One<int>(SelectLastBatch, new { pollId }) + 1, AreaCode = areaCode,
            FirstPosition = first, LastPosition = last, Letters = next.Letters,
            WordsVersion = await KeepLetterWords.LoadVersionOrNull(transaction),
        };
        await transaction.Execute(InsertBatch, batch);
        await transaction.Execute(AddInBatches, batch);
        return batch;
    }

    private sealed record NextRow
    {
        public long Letters { get; init; }
        public long? FirstPosition { get; init; }
        public long? LastPosition { get; init; }
    }
}
