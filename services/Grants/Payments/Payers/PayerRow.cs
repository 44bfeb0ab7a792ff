using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Payers;

/// <summary>An account that the council was asked to pay from, and who agreed.</summary>
internal sealed record PayerRow
{
    private const string Columns = """
        number, state, name, sort_code, account_number, service_user_number, asked_by, asked_as, asked_at, agreed_by, agreed_as, agreed_at
        """;

    private static readonly Sql SelectLast = new($"SELECT {Columns} FROM payer WHERE number = (SELECT MAX(number) FROM payer)");

    private static readonly Sql SelectAgreed = new($$"""
        SELECT {{Columns}} FROM payer WHERE state = 'AGREED' ORDER BY number DESC {limit @most}
        """);

    // The one that was agreed last before the run was made; a run from before the first one is paid from that.
    private static readonly Sql SelectAt = new($$"""
        SELECT {{Columns}} FROM payer WHERE state = 'AGREED'
        ORDER BY CASE WHEN agreed_at <= @madeAt THEN 0 ELSE 1 END, CASE WHEN agreed_at <= @madeAt THEN -number ELSE number END {limit @one}
        """);

    /// <summary>Counted from 1.</summary>
    public int Number { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="PayerState"/>.</summary>
    public string State { get; init; } = "";

    public string Name { get; init; } = "";
    public string SortCode { get; init; } = "";
    public string AccountNumber { get; init; } = "";
    public string ServiceUserNumber { get; init; } = "";
    public string AskedBy { get; init; } = "";
    public string AskedAs { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string? AgreedBy { get; init; }
    public string? AgreedAs { get; init; }
    public DateTimeOffset? AgreedAt { get; init; }

    public PayerState StateNow => StateText.Read<PayerState>(State);

    public Payer Account => new(Name, SortCode, AccountNumber, ServiceUserNumber);

    /// <summary>What was asked for last, or null.</summary>
    public static Task<PayerRow?> LoadLastOrNull(Session session) => session.One<PayerRow?>(SelectLast, new { });

    /// <summary>Those that were agreed last, the newest first.</summary>
    public static Task<IReadOnlyList<PayerRow>> LoadAgreed(Session session, int most) =>
        session.Many<PayerRow>(SelectAgreed, new { most });

    /// <summary>From where the council pays now.</summary>
    /// <param name="set">What the settings say, which hold until two people agreed on an account here.</param>
    public static async Task<Payer?> LoadNow(Session session, Payer? set) =>
        await LoadAgreed(session, most: 1) is [var now] ? now.Account : set;

    /// <summary>From where a run is paid that has not gone to the bank yet; afterwards it stands with the run.</summary>
    /// <param name="set">What the settings say, which hold for runs from before the first account that was agreed here.</param>
    public static async Task<Payer?> LoadAt(Session session, DateTimeOffset madeAt, Payer? set) =>
        await session.One<PayerRow?>(SelectAt, new { madeAt, one = 1 }) is { } row && (row.AgreedAt <= madeAt || set is null)
            ? row.Account : set;

    public PayerAccount ToMessage(Caller caller) => new()
    {
        Number = Number, State = StateNow, Name = Name, SortCode = SortCode, AccountNumber = AccountNumber,
        ServiceUserNumber = ServiceUserNumber, AskedBy = AskedAs, AskTime = AskedAt.ToTimestamp(), AgreedBy = AgreedAs ?? "",
        AgreeTime = AgreedAt.ToTimestamp(), Mine = AskedBy == caller.Subject,
    };
}
