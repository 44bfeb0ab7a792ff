using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Types.V1;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>A link with which a local body listens. Its secret is the caller's; we keep the hash.</summary>
internal sealed record ListenerLinkRow
{
    public const string Columns = "link_id, round_id, area_code, listener, made_by, made_at, ended_at, offer_minor, offer_currency";

    private static readonly Sql Select = new($"SELECT {Columns} FROM listener_link WHERE link_id = @linkId");

    private static readonly Sql SelectByHash = new($"SELECT {Columns} FROM listener_link WHERE secret_hash = @hash AND ended_at IS NULL");

    // Whoever ends it waits for what is being written down with it, and nothing is afterwards.
    private static readonly Sql LockByHash = new(
        $"SELECT {Columns} FROM listener_link {{lock}} WHERE secret_hash = @hash AND ended_at IS NULL");

    public string LinkId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>Null for all areas.</summary>
    public string? AreaCode { get; init; }

    public string Listener { get; init; } = "";
    public byte[] SecretHash { get; init; } = [];
    public string MadeBy { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What is offered for their time; null where nothing is.</summary>
    public long? OfferMinor { get; init; }

    public string? OfferCurrency { get; init; }

    public static async Task<ListenerLinkRow> Load(Session session, string linkId) =>
        await session.One<ListenerLinkRow>(Select, new { linkId })
            ?? throw new Refusal(ProposalsReasons.ListenerLinkNotFound, field: "link_id");

    /// <summary>The link of a secret.</summary>
    /// <exception cref="Refusal">There is none, or it has ended.</exception>
    public static async Task<ListenerLinkRow> LoadBySecret(Session session, string secret) =>
        await session.One<ListenerLinkRow>(SelectByHash, new { hash = LinkSecret.HashToOpen(secret) }) ?? throw LinkSecret.OpensNothing();

    /// <summary>The same, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none, or it has ended.</exception>
    public static async Task<ListenerLinkRow> LockBySecret(Transaction transaction, string secret) =>
        await transaction.One<ListenerLinkRow>(LockByHash, new { hash = LinkSecret.HashToOpen(secret) }) ?? throw LinkSecret.OpensNothing();

    /// <summary>The areas of which an officer of this link is one.</summary>
    public IEnumerable<string> AreasOf(IEnumerable<AreaRow> areas) =>
        AreaCode is { } one ? [one] : areas.Select(area => area.AreaCode);

    public ListenerLink ToMessage() => new()
    {
        LinkId = LinkId,
        RoundId = RoundId,
        AreaCode = AreaCode ?? "",
        Listener = Listener,
        MakeTime = MadeAt.ToTimestamp(),
        EndTime = EndedAt?.ToTimestamp(),
        Offer = OfferMinor is { } minor ? new Money { AmountMinor = minor, Currency = OfferCurrency ?? "" } : null,
    };
}
