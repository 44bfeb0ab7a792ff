using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>A passkey as the table has it.</summary>
internal sealed record PasskeyRow
{
    /// <summary>As the table has it, too.</summary>
    public const int Most = 10;

    private static readonly Sql SelectOf = new("""
        SELECT passkey_id, subject, place, credential_hash, credential_id, name, public_key, use_count, added_at, used_at
        FROM passkey WHERE subject = @subject ORDER BY added_at, place
        """);

    public string PasskeyId { get; init; } = "";
    public string Subject { get; init; } = "";
    public int Place { get; init; }
    public byte[] CredentialHash { get; init; } = [];
    public byte[] CredentialId { get; init; } = [];
    public string Name { get; init; } = "";
    public byte[] PublicKey { get; init; } = [];
    public long UseCount { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }

    public static async Task<IReadOnlyList<PasskeyRow>> Load(Session session, string subject) =>
        await session.Many<PasskeyRow>(SelectOf, new { subject });

    public Passkey ToMessage() => new()
    {
        PasskeyId = PasskeyId,
        Name = Name,
        AddTime = Timestamp.FromDateTimeOffset(AddedAt),
        UseTime = UsedAt is { } used ? Timestamp.FromDateTimeOffset(used) : null,
    };
}
