using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>That somebody of the staff has lost every passkey, as one administrator says and another confirms.</summary>
internal sealed record PasskeyResetRow
{
    /// <summary>Whoever has forgotten that they asked does not have it confirmed months later.</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromDays(7);

    private static readonly Sql SelectOf = new("""
        SELECT email, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at FROM passkey_reset
        WHERE email IN (SELECT item FROM {texts @emails} AS given)
        """);

    private static readonly Sql Delete = new("DELETE FROM passkey_reset WHERE email = @Email");

    private static readonly Sql Insert = new("""
        INSERT INTO passkey_reset (email, asked_by, asked_as, asked_at, confirmed_by, confirmed_as, confirmed_at)
        VALUES (@Email, @AskedBy, @AskedAs, @AskedAt, @ConfirmedBy, @ConfirmedAs, @ConfirmedAt)
        """);

    public string Email { get; init; } = "";

    /// <summary>The administrator's address.</summary>
    public string AskedBy { get; init; } = "";

    public string AskedAs { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string? ConfirmedBy { get; init; }
    public string? ConfirmedAs { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>It waits for a second administrator.</summary>
    public bool Waits(DateTimeOffset now) => ConfirmedAt is null && now < AskedAt + WaitsFor;

    /// <summary>The last time of each of these, by address.</summary>
    public static async Task<IReadOnlyDictionary<string, PasskeyResetRow>> Load(Session session, IEnumerable<string> emails) =>
        (await session.Many<PasskeyResetRow>(SelectOf, new { emails = Sql.List(emails) }))
            .ToDictionary(row => row.Email, StringComparer.Ordinal);

    /// <summary>Writes it down in the place of the last time.</summary>
    public static async Task Put(Transaction transaction, PasskeyResetRow row)
    {
        await transaction.Execute(Delete, row);
        await transaction.Execute(Insert, row);
    }

    public static Task<int> Remove(Transaction transaction, PasskeyResetRow row) => transaction.Execute(Delete, row);

    /// <param name="reader">The address of whoever reads it.</param>
    public PasskeyReset ToMessage(string reader) => new()
    {
        AskedBy = AskedAs, AskTime = Timestamp.FromDateTimeOffset(AskedAt), Mine = AskedBy == reader,
    };
}
