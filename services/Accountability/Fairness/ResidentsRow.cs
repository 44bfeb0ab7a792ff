using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>A file with numbers of the people who live in each area: where it is from, who brought it in and who showed it.</summary>
internal sealed record ResidentsRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns = "load_id, source, year, added_by, added_at, used_by, used_at";

    private static readonly Sql Select = new($"SELECT {Columns} FROM residents_load WHERE load_id = @loadId");

    private static readonly Sql SelectShown = new($"""
        SELECT {Columns} FROM residents_load WHERE load_id IN (SELECT load_id FROM residents_shown WHERE only_one = 1)
        """);

    private static readonly Sql SelectNumbers = new("""
        SELECT area_code, question, choice, people FROM residents_number WHERE load_id = @LoadId
        """);

    private static readonly Sql SelectAreas = new("SELECT DISTINCT area_code, name FROM round_area");

    public string LoadId { get; init; } = "";
    public string Source { get; init; } = "";
    public int Year { get; init; }
    public string AddedBy { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }
    public string? UsedBy { get; init; }
    public DateTimeOffset? UsedAt { get; init; }

    public static Task<ResidentsRow?> LoadOrNull(Session session, string loadId) =>
        session.One<ResidentsRow>(Select, new { loadId });

    /// <summary>What everybody sees.</summary>
    public static Task<ResidentsRow?> LoadShownOrNull(Session session) => session.One<ResidentsRow>(SelectShown);

    /// <summary>
    /// Every area of every round, by name. Where one was renamed, either name will do for somebody who knows the code.
    /// </summary>
    public static async Task<IReadOnlyList<KnownArea>> LoadAreas(Session session) =>
        [.. (await session.Many<KnownArea>(SelectAreas)).OrderBy(area => area.Name, StringComparer.Ordinal)
            .ThenBy(area => area.AreaCode, StringComparer.Ordinal).DistinctBy(area => area.AreaCode, StringComparer.Ordinal)];

    /// <summary>Its numbers; none once another one has taken its place.</summary>
    public Task<IReadOnlyList<ResidentsNumber>> LoadNumbers(Session session) =>
        session.Many<ResidentsNumber>(SelectNumbers, new { LoadId });

    /// <summary>What stands wherever its numbers do.</summary>
    public ResidentsSource ToMessage() =>
        new() { Source = Source, Year = Year, UsedBy = UsedBy ?? "", UseTime = UsedAt?.ToTimestamp() };

    public Residents ToMessage(IReadOnlyList<KnownArea> areas, IEnumerable<ResidentsNumber> numbers)
    {
        var message = new Residents
        {
            LoadId = LoadId,
            Source = Source,
            Year = Year,
            AddedBy = AddedBy,
            AddTime = AddedAt.ToTimestamp(),
            UsedBy = UsedBy ?? "",
            UseTime = UsedAt?.ToTimestamp(),
        };
        var each = numbers.ToLookup(number => number.AreaCode, StringComparer.Ordinal);
        message.Areas.AddRange(areas.Where(area => each.Contains(area.AreaCode)).Select(area => new AreaResidents
        {
            AreaCode = area.AreaCode,
            Name = area.Name,
            Groups = each[area.AreaCode].Count(),
            People = each[area.AreaCode].GroupBy(number => number.Question, StringComparer.Ordinal)
                .Max(question => question.Sum(number => number.People)),
        }));
        return message;
    }
}

/// <summary>An area of some round.</summary>
internal sealed record KnownArea
{
    public string AreaCode { get; init; } = "";
    public string Name { get; init; } = "";
}

/// <summary>How many people of a group live in an area.</summary>
internal sealed record ResidentsNumber
{
    public string AreaCode { get; init; } = "";
    /// <summary>As <see cref="Questions.NameOf"/> says it.</summary>
    public string Question { get; init; } = "";
    public string Choice { get; init; } = "";
    public long People { get; init; }
}
