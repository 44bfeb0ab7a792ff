using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Holidays;

/// <summary>A version of the days on which nobody works.</summary>
internal sealed record HolidaysRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns = "version, nation, changed_as, changed_at";

    private static readonly Sql SelectLast = new($"""
        SELECT {Columns} FROM council_holidays WHERE version = (SELECT MAX(version) FROM council_holidays)
        """);

    private static readonly Sql SelectDays = new("""
        SELECT version, holiday FROM council_holiday WHERE version >= @from AND version <= @to ORDER BY version, holiday
        """);

    public int Version { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="V1.Nation"/>.</summary>
    public string Nation { get; init; } = "";

    public string ChangedAs { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>In ISO 8601, in their order; in a table of their own.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];

    /// <summary>The newest version with its days, or null where the settings of the machine say it.</summary>
    public static async Task<HolidaysRow?> LoadLastOrNull(Session session) =>
        await session.One<HolidaysRow?>(SelectLast, new { }) is { } last ? (await LoadDays(session, [last]))[0] : null;

    /// <summary>Versions that follow on each other, with their days.</summary>
    public static async Task<IReadOnlyList<HolidaysRow>> LoadDays(Session session, IReadOnlyList<HolidaysRow> versions)
    {
        if (versions.Count == 0)
        {
            return versions;
        }

        var (from, to) = (versions.Min(row => row.Version), versions.Max(row => row.Version));
        var days = (await session.Many<DayRow>(SelectDays, new { from, to })).ToLookup(row => row.Version, row => row.Holiday);
        return [.. versions.Select(row => row with { Days = [.. days[row.Version]] })];
    }

    /// <summary>What the settings say, as version 0.</summary>
    public static HolidaysRow Of(DaysOff set) => new()
    {
        Nation = StateText.Of(set.Nation), Days = [.. set.Days.Select(DaysOff.Text)],
    };

    public CouncilHolidays ToMessage() => new()
    {
        Version = Version, Nation = StateText.Read<Nation>(Nation), Days = { Days }, ChangedBy = ChangedAs,
        ChangeTime = Version == 0 ? null : ChangedAt.ToTimestamp(),
    };

    private sealed record DayRow
    {
        public int Version { get; init; }
        public string Holiday { get; init; } = "";
    }
}
