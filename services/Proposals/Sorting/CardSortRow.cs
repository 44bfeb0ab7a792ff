using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Sorting;

/// <summary>A card sort as it is stored, with how many cards are left and how many people have sorted.</summary>
internal sealed record CardSortRow
{
    /// <summary>What every query of card sorts reads; the table is <c>s</c>.</summary>
    public const string Columns = $"""
        s.sequence, s.sort_id, s.round_id, s.area_code, s.voices, s.seed, s.opened_by, s.opened_at, s.closed_at, s.closed_by,
        (SELECT COUNT(*) {VoiceRow.From} JOIN sort_card c ON c.voice_id = v.voice_id
            WHERE c.sort_id = s.sort_id AND {VoiceRow.IsPublic}) AS cards,
        (SELECT COUNT(DISTINCT sorted_card.sorter_subject) FROM sorted_card WHERE sorted_card.sort_id = s.sort_id) AS sorters
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM card_sort s WHERE s.sort_id = @sortId");

    // Whoever sorts holds it, so that nobody closes it meanwhile, and takes no voice of it away.
    private static readonly Sql LockSort = new("SELECT sort_id FROM card_sort {lock} WHERE sort_id = @sortId");

    private static readonly Sql SelectOfRound = new($"SELECT {Columns} FROM card_sort s WHERE s.round_id = @roundId ORDER BY s.sequence");

    private static readonly Sql SelectCards = new($"""
        SELECT {VoiceRow.Columns} {VoiceRow.From} JOIN sort_card c ON c.voice_id = v.voice_id
        WHERE c.sort_id = @SortId AND {VoiceRow.IsPublic} ORDER BY c.position
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO card_sort (sort_id, round_id, area_code, voices, seed, opened_by, opened_at)
        VALUES (@SortId, @RoundId, @AreaCode, @Voices, @Seed, @OpenedBy, @OpenedAt)
        """);

    private static readonly Sql InsertCards = new("""
        INSERT INTO sort_card (sort_id, voice_id, position) SELECT @sortId, given.first_text, given.number FROM {rows @cards} AS given
        """);

    private static readonly Sql UpdateClosed = new("""
        UPDATE card_sort SET closed_at = @ClosedAt, closed_by = @ClosedBy WHERE sort_id = @SortId AND closed_at IS NULL
        """);

    public long Sequence { get; init; }
    public string SortId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>Null is the whole round.</summary>
    public string? AreaCode { get; init; }

    /// <summary>How many there were when it was opened.</summary>
    public int Voices { get; init; }

    public long Seed { get; init; }
    public string OpenedBy { get; init; } = "";
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedBy { get; init; }
    public int Cards { get; init; }
    public int Sorters { get; init; }

    /// <summary>The card sort, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<CardSortRow> Load(Session session, string sortId) =>
        await session.One<CardSortRow>(Select, new { sortId }) ?? throw NotFound();

    /// <summary>The card sort, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<CardSortRow> Lock(Transaction transaction, string sortId) =>
        await transaction.One<string>(LockSort, new { sortId }) is null ? throw NotFound() : await Load(transaction, sortId);

    /// <summary>Every card sort of a round, in the order in which they were opened.</summary>
    public static Task<IReadOnlyList<CardSortRow>> LoadOfRound(Session session, string roundId) =>
        session.Many<CardSortRow>(SelectOfRound, new { roundId });

    /// <summary>Its cards, as they lie before everybody.</summary>
    public Task<IReadOnlyList<VoiceRow>> LoadCards(Session session) => session.Many<VoiceRow>(SelectCards, this);

    /// <param name="cards">In their order.</param>
    public async Task Add(Transaction transaction, IEnumerable<string> cards)
    {
        await transaction.Execute(Insert, this);
        var rows = Sql.Rows(cards.Select((voiceId, at) => (at + 1L, voiceId, "", Array.Empty<byte>())));
        await transaction.Execute(InsertCards, new { sortId = SortId, cards = rows });
    }

    public Task Close(Transaction transaction) => transaction.Execute(UpdateClosed, this);

    /// <summary>The areas of which an officer of this card sort is one.</summary>
    public IEnumerable<string> AreasOf(IEnumerable<AreaRow> areas) =>
        AreaCode is { } one ? [one] : areas.Select(area => area.AreaCode);

    public CardSort ToMessage() => new()
    {
        SortId = SortId,
        RoundId = RoundId,
        AreaCode = AreaCode ?? "",
        OpenedBy = OpenedBy,
        OpenTime = OpenedAt.ToTimestamp(),
        CloseTime = ClosedAt?.ToTimestamp(),
        ClosedBy = ClosedBy ?? "",
        Cards = Cards,
        Voices = Voices,
        Seed = Seed,
        Sorters = Sorters,
    };

    private static Refusal NotFound() => new(ProposalsReasons.CardSortNotFound, field: "sort_id");
}
