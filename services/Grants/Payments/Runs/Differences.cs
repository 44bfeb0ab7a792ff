using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Payments.Runs;

/// <summary>What on bank statements did not fit, until a person has looked at it, and then what they found.</summary>
internal sealed class Differences(Database database, TimeProvider clock)
{
    private static readonly Sql SelectPage = new(DifferenceRow.SelectDifferences + """
         WHERE settled_at IS NULL AND (found_at > @At OR (found_at = @At AND difference_id > @Id))
        ORDER BY found_at, difference_id {limit @count}
        """);

    private static readonly Sql SelectSettled = new(DifferenceRow.SelectDifferences + """
         WHERE settled_at IS NOT NULL AND (settled_at < @At OR (settled_at = @At AND difference_id < @Id))
        ORDER BY settled_at DESC, difference_id DESC {limit @count}
        """);

    private static readonly Sql Select = new(DifferenceRow.SelectDifferences + " WHERE difference_id = @DifferenceId");

    private static readonly Sql Update = new("""
        UPDATE bank_difference SET settled_by = @Subject, settled_as = @ShownAs, settled_at = @now, settle_note = @note
        WHERE difference_id = @DifferenceId AND settled_at IS NULL
        """);

    public async Task<ListDifferencesResponse> Handle(ListDifferencesRequest request, CancellationToken cancellation)
    {
        var question = request.Settled ? "settled differences" : "differences";
        var page = Page.Of(
            request.PageSize, request.PageToken, question, request.Settled ? PageKey.Last : PageKey.First, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<DifferenceRow>(
            request.Settled ? SelectSettled : SelectPage, new { page.At, page.Id, count = page.Count });
        var answer = new ListDifferencesResponse();
        answer.NextPageToken = page.Fill(
            answer.Differences, found, row => PageKey.Of(row.SettledAt ?? row.FoundAt, row.DifferenceId), row => row.ToMessage());
        return answer;
    }

    public async Task<BankDifference> Handle(SettleDifferenceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("difference_id", request.DifferenceId).Text("note", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, BankDifference.Parser) is { } before)
        {
            return before;
        }

        await transaction.Execute(
            Update, new { request.DifferenceId, caller.Subject, caller.ShownAs, now = clock.GetUtcNow(), note = request.Note.Trim() });
        var row = await transaction.One<DifferenceRow>(Select, new { request.DifferenceId })
            ?? throw new Refusal(GrantsReasons.DifferenceNotFound, field: "difference_id");
        var answer = row.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}

/// <summary>Something on a bank statement that a person has to look at.</summary>
internal sealed record DifferenceRow
{
    public const string SelectDifferences = """
        SELECT difference_id, line, kind, reference, payment_id, amount_minor, asked_minor, currency, found_at, settled_as,
            settled_at, settle_note FROM bank_difference
        """;

    public string DifferenceId { get; init; } = "";
    public int Line { get; init; }
    public string Kind { get; init; } = "";
    public string Reference { get; init; } = "";
    public string? PaymentId { get; init; }
    public long? AmountMinor { get; init; }
    public long? AskedMinor { get; init; }
    public string? Currency { get; init; }
    public DateTimeOffset FoundAt { get; init; }
    public string? SettledAs { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public string? SettleNote { get; init; }

    public BankDifference ToMessage() => new()
    {
        DifferenceId = DifferenceId,
        Line = Line,
        Kind = StateText.Read<DifferenceKind>(Kind),
        Reference = Reference,
        Asked = AskedMinor is { } asked ? new Amount(asked, Currency!).ToMessage() : null,
        PaymentId = PaymentId ?? "",
        Amount = AmountMinor is { } minor ? new Amount(minor, Currency!).ToMessage() : null,
        FindTime = ((DateTimeOffset?)FoundAt).ToTimestamp(),
        SettledBy = SettledAs ?? "",
        SettleTime = SettledAt.ToTimestamp(),
        SettleNote = SettleNote ?? "",
    };
}
