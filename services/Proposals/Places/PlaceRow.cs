using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Places;

/// <summary>Where an idea is, as it is stored: in words, as a point, or both. One that is nowhere has no row.</summary>
internal sealed record PlaceRow
{
    private static readonly Sql Select = new("""
        SELECT round_id, proposal_id, words, latitude, longitude FROM proposal_place
        WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO proposal_place (round_id, proposal_id, words, latitude, longitude)
        VALUES (@RoundId, @ProposalId, @Words, @Latitude, @Longitude)
        """);

    private static readonly Sql Delete = new("""
        DELETE FROM proposal_place WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";
    public string Words { get; init; } = "";

    /// <summary>In hundred-thousandths of a degree.</summary>
    public int? Latitude { get; init; }

    public int? Longitude { get; init; }

    /// <summary>It says the same.</summary>
    public bool SaysAs(PlaceRow other) => (Words, Latitude, Longitude) == (other.Words, other.Latitude, other.Longitude);

    /// <summary>It says nothing.</summary>
    public bool IsEmpty => Words.Length == 0 && Latitude is null;

    public static PlaceRow Of(string roundId, string proposalId, IdeaPlace? place) => new()
    {
        RoundId = roundId,
        ProposalId = proposalId,
        Words = place?.PlaceWords is { } words && !string.IsNullOrWhiteSpace(words) ? words : "",
        Latitude = place?.Point?.LatitudeE5,
        Longitude = place?.Point?.LongitudeE5,
    };

    /// <summary>Where an idea is now; empty where nobody said.</summary>
    public static async Task<PlaceRow> Load(Session session, string roundId, string proposalId) =>
        await session.One<PlaceRow>(Select, new { roundId, proposalId }) ?? Of(roundId, proposalId, place: null);

    /// <summary>It is nowhere any more.</summary>
    public static Task Remove(Transaction transaction, string roundId, string proposalId) =>
        transaction.Execute(Delete, new { roundId, proposalId });

    /// <summary>Notes every fault of a place that somebody says. Pure.</summary>
    /// <param name="path">Of the place in the request.</param>
    public static void Look(Fields fields, string path, IdeaPlace? place)
    {
        if (place is null)
        {
            return;
        }

        fields.Text($"{path}.place_words", place, required: false);
        if (place.Point is { } point)
        {
            LookAt(fields, $"{path}.point", point);
        }
    }

    /// <summary>Notes where a point is none of this world. Pure.</summary>
    /// <param name="path">Of the point in the request.</param>
    public static void LookAt(Fields fields, string path, MapPoint point) => fields
        .Number($"{path}.latitude_e5", point, ProposalsReasons.LatitudeWrong,
            least: -FieldLimits.MostOf(MapPoint.Descriptor, "latitude_e5"))
        .Number($"{path}.longitude_e5", point, ProposalsReasons.LongitudeWrong,
            least: -FieldLimits.MostOf(MapPoint.Descriptor, "longitude_e5"));

    /// <summary>As a message; null where it says nothing.</summary>
    public static IdeaPlace? ToMessage(string? words, int? latitude, int? longitude) =>
        string.IsNullOrEmpty(words) && latitude is null ? null : new IdeaPlace
        {
            PlaceWords = words ?? "",
            Point = latitude is { } north && longitude is { } east ? new MapPoint { LatitudeE5 = north, LongitudeE5 = east } : null,
        };

    /// <summary>In the place of what was there before.</summary>
    public async Task Keep(Transaction transaction)
    {
        await Remove(transaction, RoundId, ProposalId);
        if (!IsEmpty)
        {
            await transaction.Execute(Insert, this);
        }
    }
}
