using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Funders;

/// <summary>
/// A link for one funder. Its secret is made from its id with a key that lies outside the database, and only a keyed hash
/// of the secret is kept: whoever reads the database cannot open a funder's page.
/// </summary>
internal sealed record FunderLinkRow
{
    public const string Columns = "link_id, round_id, funder, made_at, ended_at";

    private const int SecretBytes = 20;
    private static readonly int MaxSecret = FieldLimits.LengthOf(GetFunderPageRequest.Descriptor, "secret");

    private static readonly Sql SelectByHash = new($"SELECT {Columns} FROM funder_link WHERE secret_hash = @hash AND ended_at IS NULL");

    public string LinkId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string Funder { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>160 bits in hex.</summary>
    public static string SecretOf(Keyed key, string linkId) =>
        Convert.ToHexStringLower(key.Of("funder-link-1", linkId).AsSpan(0, SecretBytes));

    public static byte[] HashOf(Keyed key, string secret) => key.Of("funder-link-hash-1", secret);

    /// <summary>The link of a secret, or null where there is none or it has ended.</summary>
    /// <param name="secret">Empty, or longer than any, opens nothing.</param>
    public static async Task<FunderLinkRow?> LoadOrNull(Session session, Keyed key, string secret) =>
        secret.Length > 0 && secret.Length <= MaxSecret
            ? await session.One<FunderLinkRow>(SelectByHash, new { hash = HashOf(key, secret) }) : null;

    public FunderLink ToMessage(string secret = "") => new()
    {
        LinkId = LinkId,
        RoundId = RoundId,
        Funder = Funder,
        Secret = secret,
        MakeTime = MadeAt.ToTimestamp(),
        EndTime = EndedAt?.ToTimestamp(),
    };
}
