using Participatory.Contracts.People;
using Participatory.People.Profile;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Holidays;

/// <summary>An administrator changes on which days neither the council nor its bank works.</summary>
internal sealed class ChangeHolidays(Database database, TimeProvider clock, PeopleSettings settings)
{
    private static readonly int MostDays = FieldLimits.CountOf(CouncilHolidays.Descriptor, "days");

    private const int ShownRunes = 40;

    private static readonly Sql Insert = new($"""
        INSERT INTO council_holidays ({HolidaysRow.Columns}) VALUES (@Version, @Nation, @ChangedAs, @ChangedAt)
        """);

    private static readonly Sql InsertDays = new("""
        INSERT INTO council_holiday (version, holiday) SELECT @Version, item FROM {texts @days} AS given
        """);

    public async Task<CouncilHolidays> Handle(ChangeHolidaysRequest request, Caller caller, CancellationToken cancellation)
    {
        var holidays = request.Holidays ?? new CouncilHolidays();
        var days = Validate(request.RequestId, holidays);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, CouncilHolidays.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("holidays");
        var asked = HolidaysRow.Of(new DaysOff(holidays.Nation, days));
        var last = await HolidaysRow.LoadLastOrNull(transaction) ?? HolidaysRow.Of(settings.DaysOff);
        var changed = Decide(last, asked, holidays.Version, caller, clock.GetUtcNow());
        await transaction.Execute(Insert, changed);
        await transaction.Execute(InsertDays, new { changed.Version, days = Sql.List(changed.Days) });
        await transaction.Publish(new HolidaysChanged(changed.Version, changed.Nation, days));
        var answer = changed.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The version that comes after the last one.</summary>
    /// <param name="last">Version 0 where the settings of the machine say it.</param>
    /// <param name="looked">The version that was looked at.</param>
    /// <exception cref="Refusal">Somebody changed it meanwhile, or nothing is changed.</exception>
    internal static HolidaysRow Decide(HolidaysRow last, HolidaysRow asked, int looked, Caller caller, DateTimeOffset now)
    {
        var same = last.Nation == asked.Nation && last.Days.SequenceEqual(asked.Days, StringComparer.Ordinal);
        var version = NextVersion.After(last.Version, last.ChangedAs, looked, same);
        return asked with { Version = version, ChangedAs = caller.ShownAs, ChangedAt = now };
    }

    /// <returns>The days in their order, each once.</returns>
    private static IReadOnlyList<DateOnly> Validate(string requestId, CouncilHolidays holidays)
    {
        var fields = new Fields().RequestId(requestId)
            .Require(Enum.IsDefined(holidays.Nation) && holidays.Nation != Nation.Unspecified, "holidays.nation",
                PeopleReasons.NationMissing)
            .Require(holidays.Days.Count <= MostDays, "holidays.days", PeopleReasons.HolidaysTooMany, ("max", MostDays));
        // Whoever sends far too many is told that, and not of each.
        foreach (var (at, day) in holidays.Days.Take(MostDays).Index())
        {
            fields.Require(DaysOff.Day(day) is not null, $"holidays.days[{at}]", PeopleReasons.HolidayWrong, ("day", Shown(day)));
        }

        fields.Check();
        return DaysOff.InOrder(holidays.Days.Select(day => DaysOff.Day(day)!.Value));
    }

    // A whole page may have been pasted into one line.
    private static string Shown(string day) => string.Concat(day.EnumerateRunes().Take(ShownRunes));
}
