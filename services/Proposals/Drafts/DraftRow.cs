using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Places;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Drafts;

/// <summary>An idea that nobody has sent yet. Every statement says whose it is: its author alone reads it.</summary>
internal sealed record DraftRow
{
    /// <summary>How many a person has at most.</summary>
    internal const int Most = 20;

    public const string Columns = """
        d.draft_id, d.round_id, d.author_subject, d.version, d.area_code, d.title, d.words, d.who_benefits, d.estimate_minor, d.shown_as,
        d.counts_for, d.priorities, d.topics, d.kept_at, d.place_words, d.latitude, d.longitude, d.group_id, r.currency
        """;

    private static readonly Sql Select = new($"""
        SELECT {Columns} FROM draft d JOIN round r ON r.round_id = d.round_id
        WHERE d.draft_id = @draftId AND d.author_subject = @subject
        """);

    private static readonly Sql Count = new("SELECT COUNT(*) FROM draft WHERE author_subject = @subject");

    private static readonly Sql Insert = new("""
        INSERT INTO draft (
            draft_id, round_id, author_subject, version, area_code, title, words, who_benefits, estimate_minor, shown_as, counts_for,
            priorities, topics, kept_at, place_words, latitude, longitude, group_id)
        VALUES (
            @DraftId, @RoundId, @AuthorSubject, @Version, @AreaCode, @Title, @Words, @WhoBenefits, @EstimateMinor, @ShownAs, @CountsFor,
            @Priorities, @Topics, @KeptAt, @PlaceWords, @Latitude, @Longitude, @GroupId)
        """);

    private static readonly Sql Update = new("""
        UPDATE draft SET version = @Version, area_code = @AreaCode, title = @Title, words = @Words, who_benefits = @WhoBenefits,
            estimate_minor = @EstimateMinor, shown_as = @ShownAs, counts_for = @CountsFor, priorities = @Priorities, topics = @Topics,
            kept_at = @KeptAt, place_words = @PlaceWords, latitude = @Latitude, longitude = @Longitude, group_id = @GroupId
        WHERE draft_id = @DraftId AND author_subject = @AuthorSubject AND version = @Version - 1
        """);

    private static readonly Sql DeleteOwn = new("DELETE FROM draft WHERE draft_id = @draftId AND author_subject = @subject");

    public string DraftId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string AuthorSubject { get; init; } = "";

    /// <summary>From 1; another one each time that it was kept.</summary>
    public int Version { get; init; }

    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public string Words { get; init; } = "";
    public string WhoBenefits { get; init; } = "";
    public long? EstimateMinor { get; init; }
    public string ShownAs { get; init; } = "";
    public string CountsFor { get; init; } = "";
    public string Priorities { get; init; } = "";
    public string Topics { get; init; } = "";
    public DateTimeOffset KeptAt { get; init; }

    /// <summary>Where it will be, as far as its author has said.</summary>
    public string PlaceWords { get; init; } = "";

    public int? Latitude { get; init; }
    public int? Longitude { get; init; }

    /// <summary>In whose name it is to be sent; empty for nobody but its author.</summary>
    public string GroupId { get; init; } = "";

    /// <summary>Of its round.</summary>
    public string Currency { get; init; } = "";

    /// <summary>One of the caller's own; null where there is none, or it is somebody else's.</summary>
    public static Task<DraftRow?> LoadOrNull(Session session, string draftId, Caller caller) =>
        session.One<DraftRow>(Select, new { draftId, subject = caller.Subject });

    public static async Task<int> LoadCount(Session session, Caller caller) =>
        (int)await session.One<long>(Count, new { subject = caller.Subject });

    /// <summary>Deletes one of the caller's own; where there is none, nothing happens.</summary>
    public static Task Delete(Transaction transaction, string draftId, Caller caller) =>
        draftId.Length == 0 ? Task.CompletedTask : transaction.Execute(DeleteOwn, new { draftId, subject = caller.Subject });

    /// <summary>The same for one that is not there and one that is somebody else's.</summary>
    public static Refusal NotFound(string field = "draft_id") => new(ProposalsReasons.DraftNotFound, field: field);

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    public ProposalDraft ToMessage() => new()
    {
        DraftId = DraftId,
        RoundId = RoundId,
        Version = Version,
        AreaCode = AreaCode,
        Title = Title,
        Words = Words,
        WhoBenefits = WhoBenefits,
        Estimate = EstimateMinor is { } estimate ? new Money { AmountMinor = estimate, Currency = Currency } : null,
        ShownAs = ShownAs,
        CountsFor = { CountsFor.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        PriorityIds = { Priorities.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        TopicIds = { Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        KeepTime = KeptAt.ToTimestamp(),
        Place = PlaceRow.ToMessage(PlaceWords, Latitude, Longitude),
        GroupId = GroupId,
    };
}
