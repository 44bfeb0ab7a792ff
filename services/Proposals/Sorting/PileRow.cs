using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Sorting;

/// <summary>A pile of one person.</summary>
internal sealed record PileRow
{
    private static readonly Sql SelectMine = new("""
        SELECT sorter_subject, pile, name FROM sort_pile WHERE sort_id = @sortId AND sorter_subject = @subject ORDER BY pile
        """);

    private static readonly Sql SelectAll = new("""
        SELECT sorter_subject, pile, name FROM sort_pile WHERE sort_id = @sortId ORDER BY sorter_subject, pile
        """);

    private static readonly Sql Delete = new("DELETE FROM sort_pile WHERE sort_id = @sortId AND sorter_subject = @subject");

    private static readonly Sql Insert = new("""
        INSERT INTO sort_pile (sort_id, sorter_subject, pile, name)
        SELECT @sortId, @subject, given.number, given.first_text FROM {rows @piles} AS given
        """);

    public string SorterSubject { get; init; } = "";

    /// <summary>From 1, as its person has them.</summary>
    public int Pile { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Those of one person; asked only for the caller.</summary>
    public static Task<IReadOnlyList<PileRow>> LoadMine(Session session, string sortId, string subject) =>
        session.Many<PileRow>(SelectMine, new { sortId, subject });

    /// <summary>Everybody's; asked only of a sort that is closed.</summary>
    public static Task<IReadOnlyList<PileRow>> LoadAll(Session session, string sortId) => session.Many<PileRow>(SelectAll, new { sortId });

    /// <summary>These and no others are somebody's.</summary>
    public static async Task Replace(Transaction transaction, string sortId, string subject, IEnumerable<PileRow> piles)
    {
        await transaction.Execute(Delete, new { sortId, subject });
        var rows = Sql.Rows(piles.Select(one => ((long)one.Pile, one.Name, "", Array.Empty<byte>())));
        await transaction.Execute(Insert, new { sortId, subject, piles = rows });
    }
}

/// <summary>Where one person put a card.</summary>
internal sealed record SortedCardRow
{
    private static readonly Sql SelectMine = new($"""
        SELECT d.sorter_subject, d.voice_id, d.pile {VoiceRow.From} JOIN sorted_card d ON d.voice_id = v.voice_id
        WHERE d.sort_id = @sortId AND d.sorter_subject = @subject AND {VoiceRow.IsPublic} ORDER BY d.pile, d.voice_id
        """);

    private static readonly Sql SelectAll = new("""
        SELECT sorter_subject, voice_id, pile FROM sorted_card WHERE sort_id = @sortId ORDER BY sorter_subject, voice_id
        """);

    private static readonly Sql CountOthers = new("""
        SELECT COUNT(DISTINCT sorter_subject) FROM sorted_card WHERE sort_id = @sortId AND sorter_subject <> @subject
        """);

    private static readonly Sql Delete = new("DELETE FROM sorted_card WHERE sort_id = @sortId AND sorter_subject = @subject");

    private static readonly Sql Insert = new("""
        INSERT INTO sorted_card (sort_id, sorter_subject, voice_id, pile)
        SELECT @sortId, @subject, given.first_text, given.number FROM {rows @cards} AS given
        """);

    public string SorterSubject { get; init; } = "";
    public string VoiceId { get; init; } = "";

    /// <summary>0 fits none.</summary>
    public int Pile { get; init; }

    /// <inheritdoc cref="PileRow.LoadMine"/>
    public static Task<IReadOnlyList<SortedCardRow>> LoadMine(Session session, string sortId, string subject) =>
        session.Many<SortedCardRow>(SelectMine, new { sortId, subject });

    /// <inheritdoc cref="PileRow.LoadAll"/>
    public static Task<IReadOnlyList<SortedCardRow>> LoadAll(Session session, string sortId) =>
        session.Many<SortedCardRow>(SelectAll, new { sortId });

    /// <summary>How many other people have sorted something.</summary>
    public static async Task<int> LoadOthers(Session session, string sortId, string subject) =>
        (int)await session.One<long>(CountOthers, new { sortId, subject });

    /// <inheritdoc cref="PileRow.Replace"/>
    public static async Task Replace(Transaction transaction, string sortId, string subject, IEnumerable<SortedCardRow> cards)
    {
        await transaction.Execute(Delete, new { sortId, subject });
        var rows = Sql.Rows(cards.Select(one => ((long)one.Pile, one.VoiceId, "", Array.Empty<byte>())));
        await transaction.Execute(Insert, new { sortId, subject, cards = rows });
    }

    /// <summary>How one person has sorted, as they see it. Pure.</summary>
    public static MyPiles ToMessage(IEnumerable<PileRow> piles, IEnumerable<SortedCardRow> cards)
    {
        var lying = cards.ToLookup(card => card.Pile, card => card.VoiceId);
        return new MyPiles
        {
            Piles = { piles.Select(one => new Pile { Name = one.Name, VoiceIds = { lying[one.Pile] } }) },
            FitsNoneVoiceIds = { lying[0] },
        };
    }
}
