using Participatory.Contracts.People;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Runs;

/// <summary>Keeps on which days nobody works, for runs that are made from now on.</summary>
internal static class KeepHolidays
{
    // Versions may come in any order, and each may come again.
    private static readonly Sql Insert = new("""
        INSERT INTO holidays (version, nation) SELECT @Version, @Nation
        WHERE NOT EXISTS (SELECT 1 FROM holidays WHERE version = @Version)
        """);

    private static readonly Sql InsertDays = new("""
        INSERT INTO holiday (version, holiday) SELECT @Version, item FROM {texts @days} AS given
        """);

    private static readonly Sql SelectLast = new("""
        SELECT version, nation FROM holidays WHERE version = (SELECT MAX(version) FROM holidays)
        """);

    private static readonly Sql SelectDays = new("SELECT holiday FROM holiday WHERE version = @Version ORDER BY holiday");

    public static async Task Apply(HolidaysChanged changed, Transaction transaction)
    {
        if (await transaction.Execute(Insert, new { changed.Version, changed.Nation }) == 1)
        {
            await transaction.Execute(InsertDays, new { changed.Version, days = Sql.List(changed.Days.Select(DaysOff.Text)) });
        }
    }

    /// <summary>As an administrator said it last, or null where the settings of the machine say it.</summary>
    public static async Task<DaysOff?> LoadLastOrNull(Session session) =>
        await session.One<HolidaysRow?>(SelectLast, new { }) is { } last
            ? new DaysOff(
                StateText.Read<Nation>(last.Nation),
                [.. (await session.Many<string>(SelectDays, new { last.Version })).Select(day => DaysOff.Day(day)!.Value)])
            : null;

    private sealed record HolidaysRow
    {
        public int Version { get; init; }
        public string Nation { get; init; } = "";
    }
}
